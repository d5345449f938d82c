/** What the portal's tabs in one browser tell each other. */

export type TabNews =
  | { readonly type: "signed-in"; readonly workerId: string }
  | { readonly type: "signed-out" }
  | { readonly type: "done-with"; readonly assignmentId: string };

export interface OtherTabs {
  tell(news: TabNews): void;
  hear(listener: (news: TabNews) => void): void;
}

export function otherTabs(): OtherTabs {
  const channel = new BroadcastChannel("truthloop-portal");
  return {
    tell: (news) => {
      channel.postMessage(news);
    },
    hear: (listener) => {
      channel.onmessage = (event: MessageEvent<TabNews>) => {
        listener(event.data);
      };
    },
  };
}
