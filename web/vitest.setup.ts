import fc from "fast-check";

// The same examples each time, so that a change is judged by what it changed; `make soak` looks for new ones.
fc.configureGlobal(import.meta.env["VITE_NEW_EXAMPLES"] === undefined ? { seed: 1 } : { numRuns: 3000 });
