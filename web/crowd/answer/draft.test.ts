import { describe, expect, it } from "vitest";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { captureDraft, controlStates, restoreStates } from "./draft.js";

function form(html: string): HTMLFormElement {
  const element = document.createElement("form");
  element.innerHTML = html;
  return element;
}

function control(root: ParentNode, selector: string): HTMLInputElement {
  const found = root.querySelector<HTMLInputElement>(selector);
  if (found === null) throw new Error(`no ${selector} in the page`);
  return found;
}

const page = `
  <input name="text"><input name="text"><textarea name="area"></textarea>
  <select name="pick"><option value="">-</option><option value="1">one</option></select>
  <input type="radio" name="r" value="a"><input type="radio" name="r" value="b">
  <input type="checkbox" name="c"><input type="hidden" name="h"><input type="file" name="f">`;

describe("a draft", () => {
  it("puts every kind of control back", () => {
    const first = form(page);
    control(first, "[name=text]").value = "one";
    control(first, "[name=text] + input").value = "two";
    control(first, "[name=area]").value = "a\nb";
    control(first, "[name=pick]").value = "1";
    control(first, "[value=b]").checked = true;
    control(first, "[name=c]").checked = true;
    control(first, "[name=h]").value = "hidden";
    const draft = captureDraft(first);
    const second = form(page);
    const left = restoreStates(second, controlStates(JSON.parse(JSON.stringify(draft)) as Json));
    expect(left).toEqual([]);
    expect(captureDraft(second)).toEqual(draft);
  });

  it("holds the answer as it would be submitted", () => {
    const root = form('<input name="a" value="x"><input type="checkbox" name="b" checked>');
    expect(captureDraft(root).answer).toEqual({ a: "x", b: { on: true } });
  });

  it("keeps what has no control yet and gives it to one inserted later", () => {
    const root = form('<input name="a">');
    const states = [
      { name: "a", index: 0, state: "first" },
      { name: "a", index: 1, state: "second" },
    ];
    const left = restoreStates(root, states);
    expect(left).toEqual([{ name: "a", index: 1, state: "second" }]);
    root.insertAdjacentHTML("beforeend", '<input name="a">');
    expect(restoreStates(root, left)).toEqual([]);
    expect(control(root, "input + input").value).toBe("second");
  });

  it("tells the page of changed controls and leaves the others alone", () => {
    const root = form('<input name="a" value="same"><input name="b">');
    const heard: string[] = [];
    root.addEventListener("change", (event) => heard.push((event.target as HTMLInputElement).name));
    restoreStates(root, [
      { name: "a", index: 0, state: "same" },
      { name: "b", index: 0, state: "new" },
    ]);
    expect(heard).toEqual(["b"]);
  });

  it.each([[null], ["text"], [[1]], [{}], [{ controls: "x" }], [{ controls: [{ name: 1 }, null, {}] }]])(
    "of another form restores nothing: %j",
    (draft) => {
      expect(controlStates(draft)).toEqual([]);
    },
  );
});
