import type { World } from "./world";

/**
 * What living endpoints want from after their creation has one delivery, and it arrived. Between where an endpoint
 * began to look and the fact of its creation a delivery may or may not be.
 */
const WANTED = `
  select format('event %s (%s) for endpoint %s: %s deliveries, %s', e.seq, e.name, w.id, count(d.id), max(d.status)) as what
  from webhook_endpoints w
  join events made on made.tenant_id = w.tenant_id and made.name = 'webhook.endpoint.created' and made.entity_id = w.id::text
  join events e on e.tenant_id = w.tenant_id and e.seq > made.seq and exists (
    select from jsonb_array_elements_text(w.event_names) p where e.name = p or (p like '%.*' and e.name like replace(p, '.*', '.%')))
  left join webhook_deliveries d on d.tenant_id = w.tenant_id and d.endpoint_id = w.id and d.event_id = e.id
  where w.tenant_id = any($1) and w.deleted_at is null
  group by w.id, e.seq, e.name having count(d.id) <> 1 or max(d.status) <> 'delivered' limit 5`;

const UNWANTED = `
  select format('endpoint %s has %s deliveries of event %s (%s)', d.endpoint_id, count(*), e.seq, e.name) as what
  from webhook_deliveries d join webhook_endpoints w on w.id = d.endpoint_id join events e on e.id = d.event_id
  where d.tenant_id = any($1)
  group by d.endpoint_id, e.seq, e.name, w.since_seq having count(*) > 1 or e.seq <= w.since_seq limit 5`;

const ROWS = `
  select w.description || ' ' || d.message_id as id, d.status from webhook_deliveries d
  join webhook_endpoints w on w.id = d.endpoint_id where d.tenant_id = any($1)`;

/** One row for each event and endpoint that wants it; what is called delivered arrived, and nothing else was sent. */
export async function brokenWebhooks({ stage, tenants }: World): Promise<string[]> {
  const ids = [tenants.map(({ id }) => id)];
  const wrong = [
    ...(await stage.ask<{ what: string }>(WANTED, ids)),
    ...(await stage.ask<{ what: string }>(UNWANTED, ids)),
  ].map(({ what }) => what);
  const rows = await stage.ask<{ id: string; status: string }>(ROWS, ids);
  const known = new Set(rows.map(({ id }) => id));
  const received = new Set(
    stage.receiver.requests.map(
      ({ url, headers }) => `${url.slice(1)} ${String(headers["webhook-id"])}`,
    ),
  );
  return [
    ...wrong,
    ...rows
      .filter(({ id, status }) => status === "delivered" && !received.has(id))
      .map(({ id }) => `webhook ${id} is called delivered and never arrived`),
    ...[...received].filter((id) => !known.has(id)).map((id) => `webhook ${id} has no row`),
  ];
}
