/** Keywords a browser reports in place of an address: what it refused was in the page itself. */
const notAddresses = /^(?:$|inline|eval|wasm-eval|self|trusted-types)/;

/** The host of a refused address, as a requester would allow it; undefined for what names none. */
export function blockedHost(blocked: string): string | undefined {
  if (notAddresses.test(blocked)) return undefined;
  try {
    const { protocol, host } = new URL(blocked);
    if (host === "") return undefined;
    return protocol === "https:" ? host : `${protocol}//${host}`;
  } catch {
    return undefined;
  }
}

/** What the server's first line of the page collects, before any script or style of the template is asked for. */
interface EarlyPage extends Document {
  truthloopBlocked?: readonly string[];
}

/** Calls back with all hosts the content policy has kept this page from so far, whenever there is a new one. */
export function watchBlockedLoads(page: EarlyPage, tell: (hosts: readonly string[]) => void): void {
  const hosts = new Set<string>();
  const notice = (blocked: string): void => {
    const host = blockedHost(blocked);
    if (host === undefined || hosts.has(host)) return;
    hosts.add(host);
    tell(Array.from(hosts));
  };
  page.addEventListener("securitypolicyviolation", (event) => {
    if (event.disposition === "enforce") notice(event.blockedURI);
  });
  for (const blocked of page.truthloopBlocked ?? []) notice(blocked);
}
