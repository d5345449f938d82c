import { describe, expect, it } from "vitest";
import { freeSwallowedSiblings } from "./swallowed-siblings.js";

function freed(html: string): string {
  const root = document.createElement("div");
  root.innerHTML = html;
  freeSwallowedSiblings(root);
  return root.innerHTML;
}

describe("self-closed elements", () => {
  it("give back the siblings HTML made their children", () => {
    expect(freed('<crowd-input name="a"><p>x</p><crowd-slider name="b"><p>y</p></crowd-slider></crowd-input>')).toBe(
      '<crowd-input name="a"></crowd-input><p>x</p><crowd-slider name="b"></crowd-slider><p>y</p>',
    );
  });

  it("keep their label and give back the next control", () => {
    expect(
      freed('<crowd-checkbox name="a">One<br><crowd-checkbox name="b">Two</crowd-checkbox></crowd-checkbox>'),
    ).toBe('<crowd-checkbox name="a">One<br></crowd-checkbox><crowd-checkbox name="b">Two</crowd-checkbox>');
  });

  it("free a form that unclosed instructions swallowed", () => {
    expect(freed("<short-instructions>Read<div><select name='s'></select></div></short-instructions>")).toBe(
      '<short-instructions>Read</short-instructions><div><select name="s"></select></div>',
    );
  });
});

describe("well-formed elements", () => {
  it.each([
    "<crowd-input></crowd-input><p>x</p>",
    "<crowd-checkbox>I <b>agree</b> <img></crowd-checkbox>",
    "<short-instructions><p>Read</p><ul><li>x</li></ul></short-instructions>",
    "<crowd-text-area>some words</crowd-text-area>",
  ])("stay as they are: %s", (html) => {
    expect(freed(html)).toBe(html);
  });
});
