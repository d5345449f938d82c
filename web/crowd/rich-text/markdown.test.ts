import { describe, expect, it } from "vitest";
import { markdownHtml } from "./markdown.js";

describe("Markdown", () => {
  it("colours code of a language we know", () => {
    expect(markdownHtml("```python\ndef f(): pass\n```")).toContain('<span class="hljs-keyword">def</span>');
  });

  it("shows code of other languages as it is, escaped", () => {
    expect(markdownHtml("```brainfuck\n<+>\n```")).toBe(
      '<pre><code class="hljs language-brainfuck">&#60;+&#62;</code></pre>\n',
    );
  });

  it("writes a picture's words in place of the picture", () => {
    const html = markdownHtml("![a cat](https://example.com/cat.png)");
    expect(html).not.toContain("<img");
    expect(html).toContain("a cat (https://example.com/cat.png)");
  });

  it("does not let a language name leave its attribute", () => {
    expect(markdownHtml('```py" onload="x\n1\n```')).toContain('class="hljs language-py"');
  });

  it("reads tables and lists of tasks", () => {
    expect(markdownHtml("|a|b|\n|-|-|\n|1|2|")).toContain("<table>");
    expect(markdownHtml("- [x] done")).toContain("☑");
  });
});
