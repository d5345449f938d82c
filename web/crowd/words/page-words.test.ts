import { describe, expect, it } from "vitest";
import { brazilianPortuguese } from "./brazilian-portuguese.js";
import { english } from "./english.js";
import { korean } from "./korean.js";
import { pageLanguage } from "./page-words.js";

function page(head: string): Document {
  return new DOMParser().parseFromString(`<html><head>${head}</head></html>`, "text/html");
}

describe("pageLanguage", () => {
  it("is the one the server wrote", () => {
    expect(pageLanguage(page('<meta name="truthloop-language" content="ko">'), ["pt-BR"])).toBe("ko");
  });

  it("is the browser's when the server wrote none that we have", () => {
    expect(pageLanguage(page(""), ["pt-BR"])).toBe("pt-BR");
    expect(pageLanguage(page('<meta name="truthloop-language" content="xx">'), ["ko-KR"])).toBe("ko");
  });
});

describe("the words", () => {
  it("say Submit as AWS does", () => {
    expect([english.submit, korean.submit, brazilianPortuguese.submit]).toEqual(["Submit", "제출", "Enviar"]);
  });

  it("count characters in each language", () => {
    expect(english.tooShort(1, 0)).toBe("Write at least 1 character (now 0).");
    expect(english.tooShort(5, 2)).toBe("Write at least 5 characters (now 2).");
    expect(brazilianPortuguese.characters(1)).toBe("1 caractere");
    expect(korean.characters(3)).toBe("3자");
  });
});
