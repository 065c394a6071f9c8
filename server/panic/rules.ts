import { ACTION_CLASSES, type ActionClass, type IntegrationRef } from "@/server/outbound/types";

/** Classes a switch can name: one of the action classes, or `*` for all. Later ones freeze what is before them. */
export const SWITCH_CLASSES = [...ACTION_CLASSES, "*"] as const;
export type SwitchClass = (typeof SWITCH_CLASSES)[number];

/** An active switch as `app.active_panics()` tells it. */
export type ActiveSwitch = {
  readonly id: string;
  readonly tenantId: string;
  /** Integration id, vendor name, or `*`. */
  readonly scope: string;
  readonly actionClass: SwitchClass;
  readonly state: "on" | "probing";
  readonly origin: "manual" | "automatic";
  readonly reason: string;
  readonly holdUntil: Date;
};

const severity = (name: SwitchClass): number => SWITCH_CLASSES.indexOf(name);

/** What hurts customers most when it goes wrong, and harms nobody when it waits. */
const FROZEN_FIRST: ReadonlySet<ActionClass> = new Set(["cut", "dunning"]);

/**
 * Does the switch freeze this command? Within its scope it freezes its class and every milder one.
 * One on `charge` also freezes cuts and dunning everywhere: nobody is cut off while they cannot pay.
 */
export function freezes(
  active: Pick<ActiveSwitch, "scope" | "actionClass">,
  integration: IntegrationRef,
  actionClass: ActionClass,
): boolean {
  if (active.actionClass === "charge" && FROZEN_FIRST.has(actionClass)) return true;
  return (
    inScope(active.scope, integration) && severity(actionClass) <= severity(active.actionClass)
  );
}

/** What to do with a command: send it, hold it, or send it as the probe of these switches. */
export type PanicDecision =
  | { readonly kind: "send" }
  | { readonly kind: "hold"; readonly by: ActiveSwitch }
  | { readonly kind: "probe"; readonly switches: readonly ActiveSwitch[] };

/**
 * Only the tenant's own automatic switches are probed, after their hold, by a command in their scope;
 * one switched on by a person ends by a person. A single switch that holds, holds.
 */
export function decidePanic(
  switches: readonly ActiveSwitch[],
  command: { integration: IntegrationRef; actionClass: ActionClass; tenantId: string },
  now: Date,
): PanicDecision {
  const { integration, actionClass, tenantId } = command;
  const frozenBy = switches.filter((one) => freezes(one, integration, actionClass));
  if (frozenBy.length === 0) return { kind: "send" };
  const holding = frozenBy.find(
    (one) =>
      one.origin === "manual" ||
      one.tenantId !== tenantId ||
      one.holdUntil > now ||
      !inScope(one.scope, integration),
  );
  return holding ? { kind: "hold", by: holding } : { kind: "probe", switches: frozenBy };
}

function inScope(scope: string, integration: IntegrationRef): boolean {
  return scope === "*" || scope === integration.id || scope === integration.vendor;
}
