import { describe, expect, it } from "vitest";
import { isLanguage, preferredLanguage } from "./language.js";
import { Localization, plural } from "./localization.js";

describe("preferredLanguage", () => {
  it("takes the reader's best language that we have", () => {
    expect(preferredLanguage(["fr-FR", "ko-KR", "en"])).toBe("ko");
  });

  it("serves every Portuguese with Brazilian Portuguese", () => {
    expect(preferredLanguage(["pt"])).toBe("pt-BR");
    expect(preferredLanguage(["pt-PT"])).toBe("pt-BR");
  });

  it("falls back to English", () => {
    expect(preferredLanguage(["fr", "xx"])).toBe("en");
    expect(preferredLanguage([])).toBe("en");
  });
});

describe("isLanguage", () => {
  it("knows our languages and nothing else", () => {
    expect(isLanguage("pt-BR")).toBe(true);
    expect(isLanguage("pt")).toBe(false);
    expect(isLanguage(undefined)).toBe(false);
  });
});

describe("plural", () => {
  it("picks the form the language asks for", () => {
    const forms = { one: "1 task", other: "3 tasks" };
    expect(plural("en", 1, forms)).toBe("1 task");
    expect(plural("en", 3, forms)).toBe("3 tasks");
    expect(plural("ko", 1, { other: "과제 1개" })).toBe("과제 1개");
  });
});

describe("Localization", () => {
  it("tells its subscribers of a new language once, until they leave", () => {
    const localization = new Localization({ en: { word: "a" }, ko: { word: "b" }, "pt-BR": { word: "c" } }, "en");
    let changes = 0;
    const leave = localization.subscribe(() => (changes += 1));
    localization.choose("ko");
    localization.choose("ko");
    expect([localization.words.word, changes]).toEqual(["b", 1]);
    leave();
    localization.choose("pt-BR");
    expect([localization.words.word, changes]).toEqual(["c", 1]);
  });
});
