/** What is shown, kept in the address alone: it is what the server reads too. */

import { type Choice } from "./model";

export interface State {
  since: string;
  until: string;
  choice: Choice;
}

export function stateIn(address: URL): State {
  const field = (name: string): string => address.searchParams.get(name) ?? "";
  return {
    since: field("since"),
    until: field("until"),
    choice: { from: field("from"), to: field("to"), stance: field("stance_of") },
  };
}

export function addressOf(state: State, address: URL): URL {
  const { since, until, choice } = state;
  const fields = { since, until, from: choice.from, to: choice.to, stance_of: choice.stance, page: "" };
  const changed = new URL(address);
  changed.hash = "";
  for (const [name, value] of Object.entries(fields)) {
    if (value) changed.searchParams.set(name, value);
    else changed.searchParams.delete(name);
  }
  return changed;
}

const PARTS = ["#found", ".cite", ".languages"];
let asked = 0;

/** Replaces what the server says by what it says at another address. */
export async function refresh(address: URL, parts = PARTS): Promise<void> {
  const number = ++asked;
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (number !== asked) return; // a later change overtook this one
  for (const part of parts) {
    const fresh = page.querySelector(part);
    if (fresh) document.querySelector(part)?.replaceWith(fresh);
  }
}
