import { describe, expect, it } from "vitest";
import { serializeAnswer } from "./serialize.js";

function answer(html: string): string {
  const form = document.createElement("form");
  form.innerHTML = html;
  return JSON.stringify(serializeAnswer(form));
}

class ObjectValueInput extends HTMLElement {
  value: unknown = { words: [1, 2] };
}
customElements.define("object-value-input", ObjectValueInput);

describe("native controls", () => {
  it.each([
    ["text, empty text too", '<input name="a" value="x"><input name="b">', '{"a":"x","b":""}'],
    ["hidden inputs", '<input type="hidden" name="h" value="{}">', '{"h":"{}"}'],
    ["names that begin with _", '<input name="_customLabel" value="x">', '{"_customLabel":"x"}'],
    ["text areas with line ends", "<textarea name='t'>one\ntwo</textarea>", '{"t":"one\\ntwo"}'],
    ["a chosen option", '<select name="s"><option value="1">High<option value="2" selected>Low</select>', '{"s":"2"}'],
    ["an option without value", '<select name="s"><option selected>Low</option></select>', '{"s":"Low"}'],
    ["no disabled placeholder option", '<select name="s"><option disabled selected value>--</option></select>', "{}"],
    [
      "lists for selects that take several",
      '<select name="s" multiple><option selected>a<option>b<option selected>c</select>',
      '{"s":["a","c"]}',
    ],
    [
      "radio buttons as choices",
      '<input type="radio" name="r" value="yes" checked><input type="radio" name="r" value="no">',
      '{"r":{"yes":true,"no":false}}',
    ],
    ["a checkbox without value as on", '<input type="checkbox" name="c" checked>', '{"c":{"on":true}}'],
    [
      "checkboxes of one name as one object",
      '<input type="checkbox" name="c" value="a"><input type="checkbox" name="c" value="b" checked>',
      '{"c":{"a":false,"b":true}}',
    ],
    ["lists for several texts of one name", '<input name="a" value="x"><input name="a" value="y">', '{"a":["x","y"]}'],
    ["nothing without a name", '<input value="x"><textarea>y</textarea>', "{}"],
    ["nothing that is disabled", '<input name="a" value="x" disabled>', "{}"],
    ["no buttons", '<input type="submit" name="a" value="x"><input type="button" name="b" value="y">', "{}"],
    ["names in document order", '<input name="z" value="1"><div><input name="a" value="2"></div>', '{"z":"1","a":"2"}'],
  ])("give %s", (_, html, json) => {
    expect(answer(html)).toBe(json);
  });

  it("keep a name that would be a prototype", () => {
    expect(answer('<input name="__proto__" value="x">')).toBe('{"__proto__":"x"}');
  });
});

describe("a template's own elements", () => {
  it("give their value as JSON", () => {
    expect(answer('<object-value-input name="o"></object-value-input>')).toBe('{"o":{"words":[1,2]}}');
  });

  it("give nothing without a name or with a value JSON cannot carry", () => {
    const form = document.createElement("form");
    form.innerHTML = '<object-value-input></object-value-input><object-value-input name="o"></object-value-input>';
    const named = form.querySelector<ObjectValueInput>("[name]");
    const ring: Record<string, unknown> = {};
    ring["self"] = ring;
    if (named !== null) named.value = ring;
    expect(serializeAnswer(form)).toEqual({});
  });

  it("keep what lives in their shadow root to themselves", () => {
    const form = document.createElement("form");
    const host = form.appendChild(document.createElement("div"));
    host.attachShadow({ mode: "open" }).innerHTML = '<input name="inner" value="x">';
    expect(serializeAnswer(form)).toEqual({});
  });
});
