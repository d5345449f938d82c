/** A request as the boto3 call that sends it. */
import type { Json, JsonObject } from "../wire/contract.js";

export function pythonCall(request: JsonObject): string {
  const lines = Object.entries(request).map(([name, value]) => `    ${name}=${literal(value, 4)},\n`);
  return `import boto3\n\nsagemaker = boto3.client("sagemaker")\nsagemaker.create_labeling_job(\n${lines.join("")})\n`;
}

/** A JSON value as a Python literal, indented by so many spaces. */
export function literal(value: Json, indent = 0): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  // A JSON string is a Python string: the same escapes, and surrogate pairs stand as the characters they are.
  if (typeof value === "string") return JSON.stringify(value);
  const inner = " ".repeat(indent + 4);
  const end = " ".repeat(indent);
  if (isList(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((each) => `${inner}${literal(each, indent + 4)},\n`).join("")}${end}]`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  return `{\n${entries.map(([name, each]) => `${inner}${JSON.stringify(name)}: ${literal(each, indent + 4)},\n`).join("")}${end}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
