/** Whether an address is of one of the content policy sources: `https:`, an origin, or `https://*.example.org`. */
export function isReadable(address: URL, sources: readonly string[]): boolean {
  return sources.some((source) => source !== "" && isOf(address, source));
}

function isOf(address: URL, source: string): boolean {
  if (source.endsWith(":")) return address.protocol === source;
  const [scheme = "", host = ""] = source.split("://");
  if (address.protocol !== `${scheme}:`) return false;
  return host.startsWith("*.") ? address.host.endsWith(host.slice(1)) : address.host === host;
}
