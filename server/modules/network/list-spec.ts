import { sql } from "drizzle-orm";
import { enforcementCommands } from "@/db/schema/enforcement";
import { services } from "@/db/schema/subscriptions";
import { FAILS_AFTER } from "@/server/modules/subscriptions/rules/retry-at";
import type { ListSpec } from "@/server/modules/work/list-query";
import { ALARM_MINUTES } from "./rules/alarm";

const open = sql`${enforcementCommands.status} in ('pending', 'applied')`;
const held = sql`(${enforcementCommands.heldAt} is not null or ${enforcementCommands.cappedAt} is not null)`;

/** Asked for as paid, and not seen to be on for longer than people wait: of commands joined with their services. */
export const lateReconnection = sql`${open} and ${enforcementCommands.desired} = 'on' and ${services.state} = 'reconnectRequested'
  and ${enforcementCommands.requestedAt} <= now() - make_interval(mins => ${ALARM_MINUTES})`;
/** Tried so often that a person should look: the dead letters of enforcement, open still. */
export const stuckCommand = sql`${open} and not ${held} and ${enforcementCommands.attempts} >= ${FAILS_AFTER}`;
export const heldCommand = sql`${open} and ${held}`;

/** What the enforcement log can be searched, filtered and ordered by: commands joined with their services. */
export const commandListSpec: ListSpec = {
  id: enforcementCommands.id,
  tenantId: enforcementCommands.tenantId,
  search: services.searchText,
  fields: {
    status: { type: "choice", column: enforcementCommands.status },
    desired: { type: "choice", column: enforcementCommands.desired },
    kind: { type: "choice", column: enforcementCommands.kind },
    router: { type: "choice", column: enforcementCommands.integrationId, ids: true },
    customer: { type: "choice", column: services.customerId, ids: true },
    service: { type: "choice", column: enforcementCommands.serviceId, ids: true },
    open: { type: "boolean", where: open },
    stuck: { type: "boolean", where: stuckCommand },
    held: { type: "boolean", where: heldCommand },
    late: { type: "boolean", where: lateReconnection },
    requestedAt: { type: "date", column: enforcementCommands.requestedAt },
  },
  // Ids are of their time.
  sorts: { requestedAt: enforcementCommands.id },
  defaultSort: "-requestedAt",
};
