/** What a worker is to classify: the template's own text or HTML, shown as it is. */
export class ClassificationTarget extends HTMLElement {}
