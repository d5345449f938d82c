// The Node.js runtime in a function's own process; function_host.py sets the limits and becomes this.
// Frames, plan and calls are as described there. After AWS's description of its Node.js runtime:
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html and …/nodejs-context.html
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [requests, replies] = process.argv.slice(2, 4).map(Number);
const plan = JSON.parse(process.argv[4]);
const TRACE_LINES = 50;
const CALLBACK = 3; // a handler of three parameters settles through the third, whatever it returns
const ALWAYS_THERE = new Set(["Immediate", "PipeWrap", "TTYWrap", "FSReqCallback", "FSReqPromise"]);

class Fault extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

function readExactly(size) {
  const held = Buffer.alloc(size);
  for (let have = 0; have < size; ) {
    const got = fs.readSync(requests, held, have, size - have, null);
    if (got === 0) return null;
    have += got;
  }
  return held;
}

function readFrame() {
  const head = readExactly(4);
  const body = head && readExactly(head.readUInt32BE(0));
  return body && JSON.parse(body.toString("utf8"));
}

function writeFrame(text) {
  const body = Buffer.from(text, "utf8");
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length, 0);
  const frame = Buffer.concat([head, body]);
  for (let sent = 0; sent < frame.length; ) sent += fs.writeSync(replies, frame, sent, frame.length - sent);
}

function fileOf(module) {
  const base = path.resolve(module);
  const names = ["", ".js", ".mjs", ".cjs", "/index.js", "/index.mjs"].map((ending) => base + ending);
  const found = names.find((name) => fs.existsSync(name) && fs.statSync(name).isFile());
  if (!found) throw new Fault("Runtime.ImportModuleError", `Error: Cannot find module '${module}'`);
  return found;
}

async function load(handler) {
  const folder = path.dirname(handler);
  const [name, ...inside] = path.basename(handler).split(".");
  const file = fileOf(path.join(folder, name));
  let module;
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    if (error?.code === "ERR_MODULE_NOT_FOUND" || error?.code === "MODULE_NOT_FOUND") {
      throw new Fault("Runtime.ImportModuleError", `Error: ${error.message.split("\n")[0]}`);
    }
    if (error instanceof SyntaxError) {
      throw new Fault("Runtime.UserCodeSyntaxError", `SyntaxError in ${path.basename(file)}: ${error.message}`);
    }
    throw error;
  }
  const within = (root) => inside.reduce((holder, key) => holder?.[key], root);
  const found = within(module) ?? within(module.default);
  if (typeof found !== "function") {
    throw new Fault("Runtime.HandlerNotFound", `${handler} is undefined or not exported`);
  }
  return found;
}

function contextOf(call, settle) {
  const ends = performance.now() + call.remainingMs;
  return {
    awsRequestId: call.id,
    functionName: plan.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: call.arn,
    memoryLimitInMB: String(plan.memoryMb),
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(Math.floor(ends - performance.now()), 0),
    succeed: (value) => settle(null, value),
    fail: (error) => settle(error ?? new Error("handled")),
    done: settle,
  };
}

let underWay = null; // settles the call, should the function fail outside of what it was called with

function called(handler, call) {
  return new Promise((resolve, reject) => {
    underWay = reject;
    const settle = (error, value) => (error ? reject(asError(error)) : resolve(value));
    const returned = handler(call.event, contextOf(call, settle), settle);
    if (typeof returned?.then === "function") returned.then(resolve, reject);
    else if (returned !== undefined && handler.length < CALLBACK) resolve(returned);
    else setImmediate(whenNothingIsLeft, () => resolve(null)); // as AWS does where nobody says anything
  });
}

function whenNothingIsLeft(then) {
  if (process.getActiveResourcesInfo().some((kind) => !ALWAYS_THERE.has(kind))) setTimeout(whenNothingIsLeft, 5, then);
  else then();
}

function outside(name) {
  return (thrown) => {
    const error = asError(thrown);
    error.name = `${name} (${error.name})`;
    if (underWay) underWay(error);
    else throw error;
  };
}

function asError(error) {
  return error instanceof Error ? error : new Error(typeof error === "string" ? error : JSON.stringify(error));
}

function marshalled(value) {
  let text;
  try {
    text = JSON.stringify(value) ?? "null";
  } catch (error) {
    throw new Fault("Runtime.MarshalError", `Unable to stringify response body: ${error.message}`);
  }
  const size = Buffer.byteLength(text);
  if (size > plan.largestReply) {
    throw new Fault(
      "Function.ResponseSizeTooLarge",
      `Response payload size (${size} bytes) exceeded maximum allowed payload size (${plan.largestReply} bytes).`,
    );
  }
  return `{"reply":${text}}`;
}

function failure(thrown) {
  const error = asError(thrown);
  const lines = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line) && !line.includes("node_host.mjs"));
  const trace = lines.filter((line) => !line.includes("node:internal")).slice(0, TRACE_LINES);
  console.error(`[ERROR] ${error.name}: ${error.message}\n${trace.join("\n")}`);
  const own = trace.find((line) => line.includes(process.cwd()));
  const where = own?.match(/([^/\\]+):(\d+):\d+\)?$/);
  return JSON.stringify({
    error: {
      errorType: error.name,
      errorMessage: String(error.message).slice(0, 10_000),
      stackTrace: trace,
      memory: /Array buffer allocation failed|out of memory/.test(error.message),
      where: where ? `${where[1]} line ${where[2]}` : null,
    },
  });
}

async function answered(handler, call) {
  Object.assign(process.env, call.environment);
  try {
    return marshalled(await called(handler, call));
  } catch (error) {
    return failure(error);
  } finally {
    underWay = null;
  }
}

async function main() {
  let handler;
  try {
    handler = await load(plan.handler);
  } catch (error) {
    writeFrame(failure(error));
    return;
  }
  writeFrame('{"ready":true}');
  for (let call = readFrame(); call !== null; call = readFrame()) writeFrame(await answered(handler, call));
}

process.on("uncaughtException", outside("Runtime.UncaughtException"));
process.on("unhandledRejection", outside("Runtime.UnhandledPromiseRejection"));
main().then(() => process.exit(0));
