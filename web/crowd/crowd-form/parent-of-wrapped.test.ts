import { describe, expect, it } from "vitest";
import { answerForWrapped } from "./parent-of-wrapped.js";

function wrapped(): { parent: HTMLElement; child: HTMLElement; wrapper: HTMLElement } {
  const parent = document.createElement("main");
  parent.innerHTML = "<h1></h1><form><b></b></form><p></p>";
  const [child, wrapper] = [parent.querySelector("b"), parent.querySelector("form")];
  if (child === null || wrapper === null) throw new Error("not parsed");
  answerForWrapped(parent, child, wrapper);
  return { parent, child, wrapper };
}

describe("a parent whose child was wrapped", () => {
  it("puts what goes before the child before the wrapper", () => {
    const { parent, child } = wrapped();
    const added = document.createElement("i");
    expect(parent.insertBefore(added, child)).toBe(added);
    expect(parent.innerHTML).toBe("<h1></h1><i></i><form><b></b></form><p></p>");
  });

  it("removes the wrapper with the child", () => {
    const { parent, child } = wrapped();
    expect(parent.removeChild(child)).toBe(child);
    expect(parent.innerHTML).toBe("<h1></h1><p></p>");
  });

  it("replaces the wrapper with what replaces the child", () => {
    const { parent, child } = wrapped();
    expect(parent.replaceChild(document.createElement("i"), child)).toBe(child);
    expect(parent.innerHTML).toBe("<h1></h1><i></i><p></p>");
  });

  it("does everything else as before, and still refuses strangers", () => {
    const { parent, wrapper } = wrapped();
    parent.insertBefore(document.createElement("i"), wrapper);
    parent.insertBefore(document.createElement("u"), null);
    expect(parent.innerHTML).toBe("<h1></h1><i></i><form><b></b></form><p></p><u></u>");
    expect(() => parent.removeChild(document.createElement("s"))).toThrow();
    parent.removeChild(wrapper);
    expect(parent.innerHTML).toBe("<h1></h1><i></i><p></p><u></u>");
  });
});
