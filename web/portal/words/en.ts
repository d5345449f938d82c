import { plural } from "../../shared/localization/localization.js";
import { clockFace, duration } from "./formats.js";

const tag = "en";

export const en = {
  product: "Truthloop",
  language: "Language",
  logOut: "Log out",
  close: "Close",
  cancel: "Keep working",
  tryAgain: "Try again",
  loading: "Loading…",
  skipToMain: "Skip to main content",
  duration: (seconds: number): string => duration(tag, seconds),

  signIn: {
    title: "Sign in",
    lead: "Sign in to see the tasks that are waiting for you.",
    email: "Email",
    password: "Password",
    button: "Sign in",
    busy: "Signing in…",
    wrong: "Email or password is not right. Check both and try again.",
    tooMany: (seconds: number): string => `Too many attempts. Try again in ${duration(tag, seconds)}.`,
    signedOut: "You are logged out.",
    unsent: (count: number): string =>
      plural(tag, count, {
        one: "One answer is kept on this computer. It is sent when you sign in again.",
        other: `${count} answers are kept on this computer. They are sent when you sign in again.`,
      }),
    unreachable: "The server cannot be reached. Check your connection and try again.",
    emailMissing: "Enter your email.",
    passwordMissing: "Enter your password.",
    again: "Sign in again",
    againLead: "Your session has ended. Sign in to go on: your work is still here.",
    otherWorker: "That is another account. Sign in as the person whose task this is.",
    leave: "Leave this task",
    showPassword: "Show password",
  },

  password: {
    title: "Choose a new password",
    lead: "This is your first sign-in. Choose a password that only you know.",
    current: "Current password",
    wanted: "New password",
    repeat: "New password again",
    button: "Save password",
    busy: "Saving…",
    welcome: "Welcome",
    welcomeLead: "Choose a password for your account. From now on you sign in with your email and this password.",
    welcomeButton: "Save and sign in",
    toSignIn: "Go to sign in",
    differ: "The two new passwords are not the same.",
    wrongCurrent: "The current password is not right.",
    missing: "Fill in every field.",
  },

  list: {
    title: "Tasks",
    start: "Start working",
    resume: "Resume",
    available: "Available",
    inProgress: "In progress",
    stopped: "Stopped",
    waiting: (count: number): string => plural(tag, count, { one: "1 task waiting", other: `${count} tasks waiting` }),
    timeLimit: (seconds: number): string => `${duration(tag, seconds)} per task`,
    created: (iso: string): string => `Since ${clockFace.day(tag, iso)}`,
    stoppedAt: (iso: string): string => clockFace.moment(tag, iso),
    timeLeft: (clock: string): string => `${clock} left`,
    emptyTitle: "Nothing is waiting for you",
    emptyLead: "You are all caught up. New tasks appear here by themselves.",
    looked: (when: Date): string => `Last looked at ${clockFace.time(tag, when)}`,
    notReached: "The server cannot be reached. Still trying.",
    keywords: "Keywords",
    released: "Task released. Somebody else can take it now.",
    paused: "Task stopped. It is kept here for you to resume.",
    signedInAs: (email: string): string => `Signed in as ${email}`,
  },

  unsent: {
    title: (count: number): string =>
      plural(tag, count, { one: "1 answer not sent yet", other: `${count} answers not sent yet` }),
    trying: "Kept on this computer and sent as soon as the server can be reached.",
    refusedTitle: "An answer was not accepted",
    copy: "Copy answer",
    copied: "Copied",
    forget: "Remove",
    sending: (count: number): string =>
      plural(tag, count, { one: "Sending your last answer…", other: "Sending your last answers…" }),
  },

  task: {
    backToList: "Task list",
    actions: "Task actions",
    submit: "Submit",
    decline: "Decline task",
    release: "Release task",
    pause: "Stop and resume later",
    timeLeft: "Time left",
    minutesLeft: (seconds: number): string => `${duration(tag, seconds)} left for this task.`,
    saved: "Saved",
    answerSaved: "Answer saved",
    saving: "Saving…",
    offline: "Offline – kept on this computer",
    frameTitle: (title: string): string => `Task: ${title}`,
    asking: "Getting your task…",
    opening: "Opening the task…",
    sending: "Sending your answer…",
    sendingOffline:
      "No connection. Your answer is kept on this computer and sent as soon as the server can be reached.",
    slow: "This page is taking long to load.",
    reload: "Load it again",
    lostConnection: "Connection lost. You can go on working: what you write is kept on this computer.",
    refused: "The answer was not accepted:",
    draftRefused: "Your draft could not be saved:",
    pageError: "The task page reports a problem:",
    leavingFailed: "That did not work:",
    dismiss: "Dismiss",
    keys: "Keyboard shortcuts",
  },

  confirm: {
    declineTitle: "Decline this task?",
    declineText: "You will not be offered it again, and what you wrote is not kept. Somebody else can take it.",
    declineButton: "Decline",
    releaseTitle: "Release this task?",
    releaseText: "It goes back for somebody else to take. What you wrote is not kept, and you will not be offered it again.",
    releaseButton: "Release",
  },

  over: {
    timeTitle: "Time is up",
    timeText: "The time limit for this task has passed, so it was not submitted. It may go to somebody else.",
    timeKept: "Your answer arrived after the time limit. It was kept as a late answer.",
    goneTitle: "This task is no longer yours",
    goneText: "It was stopped, finished or given to somebody else while you were away.",
    elsewhereTitle: "Finished in another window",
    elsewhereText: "You have finished with this task in another tab or window.",
    draftLabel: "What you wrote",
    copy: "Copy what you wrote",
    copied: "Copied",
    next: "Get next task",
    list: "Back to task list",
  },

  finished: {
    title: "All done for now",
    text: "There is nothing left to do here. Thank you.",
    button: "Back to task list",
    stuckTitle: "The task could not be opened",
  },

  keys: {
    title: "Keyboard shortcuts",
    help: "Show or hide this sheet",
    forward: "Next field or button",
    back: "Previous field or button; from the first field of a task to the bar above it",
    close: "Close a dialog or menu",
    onOff: "Use the ? key",
  },
};

export type Words = typeof en;
