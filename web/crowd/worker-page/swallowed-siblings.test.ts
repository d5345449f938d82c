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

describe("the other elements", () => {
  it("stand beside a tab that was never closed, not inside it", () => {
    expect(
      freed(
        '<crowd-tabs><crowd-tab header="A">one<crowd-tab header="B">two<crowd-tab header="C">three</crowd-tab></crowd-tab></crowd-tab></crowd-tabs>',
      ),
    ).toBe(
      '<crowd-tabs><crowd-tab header="A">one</crowd-tab><crowd-tab header="B">two</crowd-tab><crowd-tab header="C">three</crowd-tab></crowd-tabs>',
    );
  });

  it("are given back by a self-closed image classifier, which keeps its instructions", () => {
    expect(
      freed(
        '<crowd-image-classifier name="a"><short-instructions>Read</short-instructions><p>x</p><crowd-input name="b"></crowd-input></crowd-image-classifier>',
      ),
    ).toBe(
      '<crowd-image-classifier name="a"><short-instructions>Read</short-instructions></crowd-image-classifier><p>x</p><crowd-input name="b"></crowd-input>',
    );
  });

  it("are given back by self-closed badges, icons and toasts", () => {
    expect(freed('<crowd-badge for="a"><iron-icon icon="x"><p>y</p></iron-icon></crowd-badge>')).toBe(
      '<crowd-badge for="a"></crowd-badge><iron-icon icon="x"></iron-icon><p>y</p>',
    );
    expect(freed('<crowd-toast text="Hello"><p>y</p></crowd-toast>')).toBe('<crowd-toast text="Hello"></crowd-toast><p>y</p>');
  });

  it("are given back by unclosed regions of crowd-instructions", () => {
    expect(
      freed("<crowd-instructions><short-summary>a<detailed-instructions>b</detailed-instructions></short-summary></crowd-instructions>"),
    ).toBe(
      "<crowd-instructions><short-summary>a</short-summary><detailed-instructions>b</detailed-instructions></crowd-instructions>",
    );
  });
});

describe("well-formed elements", () => {
  it.each([
    "<crowd-input></crowd-input><p>x</p>",
    "<crowd-checkbox>I <b>agree</b> <img></crowd-checkbox>",
    "<short-instructions><p>Read</p><ul><li>x</li></ul></short-instructions>",
    "<crowd-text-area>some words</crowd-text-area>",
    "<crowd-toast><p>Hello</p></crowd-toast>",
    '<crowd-slider><crowd-slider-label position="1">Poor</crowd-slider-label></crowd-slider>',
    '<crowd-tab header="A"><crowd-tabs><crowd-tab header="B">x</crowd-tab></crowd-tabs></crowd-tab>',
    '<crowd-icon-button><iron-icon icon="star"></iron-icon></crowd-icon-button>',
  ])("stay as they are: %s", (html) => {
    expect(freed(html)).toBe(html);
  });
});
