/** Asked before a task is given up: what will happen, in two sentences. */
import { html } from "lit";
import type { DialogContent } from "../parts/modal-dialog.js";
import type { Words } from "../words/en.js";

export function confirmLeaving(
  how: "decline" | "release",
  words: Words,
  confirm: () => void,
  close: () => void,
): DialogContent {
  const said = words.confirm;
  const [title, text, button] =
    how === "decline"
      ? [said.declineTitle, said.declineText, said.declineButton]
      : [said.releaseTitle, said.releaseText, said.releaseButton];
  const body = html`<p class="quiet">${text}</p>
    <div class="dialog-buttons">
      <button class="button" type="button" @click=${close}>${words.cancel}</button>
      <button class="button danger" type="button" @click=${confirm}>${button}</button>
    </div>`;
  return { id: how, title, body, onClose: close, closable: true };
}
