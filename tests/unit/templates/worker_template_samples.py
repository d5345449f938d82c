"""Worker templates that use what public templates were seen to use, and data they are rendered with."""

from __future__ import annotations

from typing import Any

from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import Rendered, render

LIMITS = RenderLimits()
ELEMENTS = '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>'


def signed(address: str) -> str:
    """An address as a signer gives it: two parameters, so that an ampersand must be escaped."""
    return "https://signed.example/" + address.removeprefix("s3://") + "?Expires=60&Signature=abc"


def rendered(template: str, limits: RenderLimits = LIMITS, **task_input: Any) -> Rendered:
    return render(template, {"task": {"input": task_input}}, signed, limits)


def html(template: str, **task_input: Any) -> str:
    """The page of a template that must render without a fault."""
    result = rendered(template, **task_input)
    assert result.errors == ()
    return result.html


DATA: dict[str, Any] = {
    "taskObject": "s3://pictures/cats & dogs/1.png",
    "labels": ["it's a cat", 'the "dog"', "<none>"],
    "pairs": [{"row": "0", "original": "Olá", "draft": 'say "hi"'}, {"row": "1", "original": "안녕", "draft": "b"}],
    "source-ref": "s3://pictures/2.png",
    "manifestLine": {
        "boxes": {"annotations": [{"class_id": 1, "left": 5, "top": 6}]},
        "boxes-metadata": {"class-map": {"0": "cat", "1": "dog's"}},
        "mask-ref": "s3://pictures/mask.png",
        "mask-ref-metadata": {
            "internal-color-map": {
                "0": {"class-name": "BACKGROUND", "hex-color": "#ffffff"},
                "1": {"class-name": "sky", "hex-color": "#2ca02c"},
            }
        },
    },
    "aiServiceRequest": {"document": {"s3Object": {"bucket": "forms", "name": "R&D 1.png"}}},
    "selectedAiServiceResponse": {
        "blocks": [{"blockType": "WORD", "text": 'a "b"'}],
        "moderationLabels": [{"name": "Violence", "parentName": ""}],
    },
    "humanLoopContext": {"importantFormKeys": []},
    "bounds": [[0, 360], [640, 720]],
    "confidence": 0.98765,
    "response": "The <b>fox</b>",
}

SAMPLES: dict[str, tuple[str, str]] = {
    "a picture": (
        ELEMENTS + '<crowd-form><img src="{{ task.input.taskObject | grant_read_access }}"/></crowd-form>',
        '<img src="https://signed.example/pictures/cats &amp; dogs/1.png?Expires=60&amp;Signature=abc"/>',
    ),
    "a picture of a hyphenated name": (
        """<img src="{{ task.input.source-ref | grant_read_access }}"><p>{{task.input['source-ref']}}</p>""",
        '<img src="https://signed.example/pictures/2.png?Expires=60&amp;Signature=abc"><p>s3://pictures/2.png</p>',
    ),
    "the newer name of the filter": (
        "{{ task.input.source-ref | s3_presign }}",
        "https://signed.example/pictures/2.png?Expires=60&amp;Signature=abc",
    ),
    "an address put together by capture": (
        """{% capture at %}https://s3.amazonaws.com/{{ task.input.aiServiceRequest.document.s3Object.bucket }}/{{
          task.input.aiServiceRequest.document.s3Object.name }}{% endcapture %}<x src="{{at | grant_read_access}}">""",
        '<x src="https://signed.example/forms/R&amp;D 1.png?Expires=60&amp;Signature=abc">',
    ),
    "an address in quotes": (
        "{{ 'https://s3.amazonaws.com/examples/good.png' | grant_read_access }}",
        "https://signed.example/examples/good.png?Expires=60&amp;Signature=abc",
    ),
    "labels as escaped JSON": (
        '<c categories="{{ task.input.labels | to_json | escape }}">',
        '<c categories="[&#34;it&#39;s a cat&#34;,&#34;the \\&#34;dog\\&#34;&#34;,&#34;&lt;none&gt;&#34;]">',
    ),
    "labels as JSON": (
        "<c categories='{{ task.input.labels | to_json }}'>",
        "<c categories='[&#34;it&#39;s a cat&#34;,&#34;the \\&#34;dog\\&#34;&#34;,&#34;&lt;none&gt;&#34;]'>",
    ),
    "objects without a filter": (
        """<t value="{{ task.input.selectedAiServiceResponse.blocks }}"
              keys="{{task.input.humanLoopContext.importantFormKeys}}">""",
        """<t value="[{&#34;blockType&#34;:&#34;WORD&#34;,&#34;text&#34;:&#34;a \\&#34;b\\&#34;&#34;}]"
              keys="[]">""",
    ),
    "a list of numbers in a script": (
        "<script>const bounds = {{ task.input.bounds }};</script>",
        "<script>const bounds = [[0,360],[640,720]];</script>",
    ),
    "a table": (
        """{% for pair in task.input.pairs %}<!-- {"row": "0",} -->
          <td>{{ forloop.index }} {{ pair.original }}</td><t name="t{{forloop.index}}" value="{{pair.draft}}"></t>
        {%- endfor %}""",
        """<!-- {"row": "0",} -->
          <td>1 Olá</td><t name="t1" value="say &#34;hi&#34;"></t><!-- {"row": "0",} -->
          <td>2 안녕</td><t name="t2" value="b"></t>""",
    ),
    "boxes of an earlier job": (
        """{% for box in task.input.manifestLine.boxes.annotations %}
          {%- capture class_id %}{{ box.class_id }}{% endcapture %}
          {%- assign label = task.input.manifestLine.boxes-metadata.class-map[class_id] -%}
          { label: {{label | to_json}}, left: {{box.left}} },{% endfor %}""",
        "{ label: &#34;dog&#39;s&#34;, left: 5 },",
    ),
    "a key in quotes and one that a variable names": (
        '{% assign id = "0" %}{{ task.input.manifestLine["boxes-metadata"].class-map[id] }}',
        "cat",
    ),
    "an object taken in pairs": (
        """{% for box in task.input.manifestLine.mask-ref-metadata.internal-color-map %}
          {%- if box[1]['class-name'] != 'BACKGROUND' %}{{ box[1]['class-name'] | to_json }}: {
            'color': {{ box[1]['hex-color'] | to_json }}}{% endif %}{% endfor %}""",
        """&#34;sky&#34;: {
            'color': &#34;#2ca02c&#34;}""",
    ),
    "categories in a loop": (
        """<r categories='[{% for label in task.input.selectedAiServiceResponse.moderationLabels %}
          {name: "{{ label.name }}", parentName: &quot;{{ label.parentName }}&quot;},{% endfor %}]'>""",
        """<r categories='[
          {name: "Violence", parentName: &quot;&quot;},]'>""",
    ),
    "conditions": (
        """<f {% if task.input.off %}disabled{% endif %}>
        {%- if task.input.confidence > 0.5 and task.input.bounds.size == 2 or task.input.none != nil %}sure
        {%- else %}unsure{% endif %}{% unless task.input.off %}!{% endunless %}""",
        "<f >sure!",
    ),
    "arithmetic": (
        "{{ task.input.confidence | round: 2 }} {{ task.input.labels | size | times: 10 | minus: 1 | divided_by: 4 }}",
        "0.99 7",
    ),
    "counters, ranges and comments": (
        "{% increment n %}{% increment n %}{% for i in (1..3) %}{{i}}{% endfor %}{% comment %}{{x|}}{% endcomment %}.",
        "01123.",
    ),
    "other languages of templates are left alone": (
        "{% raw %}{{ vue }}{% endraw %}<% each %>`${js}`{}{ }%}}}",
        "{{ vue }}<% each %>`${js}`{}{ }%}}}",
    ),
    "HTML on purpose": ("{{ task.input.response | skip_autoescape }}", "The <b>fox</b>"),
    "text in an attribute": ("<d data-text='{{ task.input.response }}'>", "<d data-text='The &lt;b&gt;fox&lt;/b&gt;'>"),
}
