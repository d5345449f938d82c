import type { CrowdRadioButton } from "./crowd-radio-button.js";

/**
 * The radio buttons of which one at most is checked: those in the same crowd-radio-group whatever their names (AWS asks
 * for different names there), else those of the same name in the same form that are in no group.
 */
export function peersOf(button: CrowdRadioButton): CrowdRadioButton[] {
  const group = button.closest("crowd-radio-group");
  if (group !== null) return buttonsIn(group).filter((peer) => peer.closest("crowd-radio-group") === group);
  if (button.name === "") return [button];
  const scope = button.closest("crowd-form") ?? (button.getRootNode() as ParentNode);
  return buttonsIn(scope).filter((peer) => peer.name === button.name && peer.closest("crowd-radio-group") === null);
}

function buttonsIn(scope: ParentNode): CrowdRadioButton[] {
  // Those not upgraded yet have no state to speak of.
  return Array.from(scope.querySelectorAll<CrowdRadioButton>("crowd-radio-button:defined"));
}

/** The one Tab stops at: the checked one, else the first that can be used. */
export function tabStopOf(peers: readonly CrowdRadioButton[]): CrowdRadioButton | undefined {
  return peers.find((peer) => peer.checked && !peer.isDisabled) ?? peers.find((peer) => !peer.isDisabled);
}

/** The usable peer a number of steps away, round the ends. */
export function neighbour(peers: readonly CrowdRadioButton[], from: CrowdRadioButton, step: number): CrowdRadioButton {
  const usable = peers.filter((peer) => !peer.isDisabled || peer === from);
  return usable[(usable.indexOf(from) + step + usable.length) % usable.length] ?? from;
}
