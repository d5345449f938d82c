/** Starts the console. */
import "./console-app.js";
import { ConsoleDesk } from "./console-desk.js";
import { ConsoleApi } from "./wire/console-api.js";

const desk = new ConsoleDesk(new ConsoleApi(fetch.bind(window)));
const app = document.createElement("tl-console");
Object.assign(app, { desk });
document.body.append(app);
await desk.open();
