/** What a tag says: whose row it is. */
export type Tag = { readonly tenantId: string; readonly serviceId: string };

const TAG = /^trama:t([0-9a-f]{32})\/s([0-9a-f]{32})(?:$| )/;
const UUID = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;
const HUMAN_MAX = 60;
const PREFIX = "trama:t";

/** The machine's part of a comment: our ids, never a name that may change (isp-domain.md §3.8). */
export const tagOf = ({ tenantId, serviceId }: Tag): string =>
  `trama:t${tenantId.replaceAll("-", "")}/s${serviceId.replaceAll("-", "")}`;

/** A row's comment: the tag, then what people read, in ASCII that every router shows alike. */
export function commentOf(tag: Tag, human: string): string {
  const text = toAscii(human).slice(0, HUMAN_MAX).trim();
  return text === "" ? tagOf(tag) : `${tagOf(tag)} ${text}`;
}

/** Whose row this is; undefined: not ours, whatever its name. Only a whole tag at the start counts. */
export function readTag(comment: string | undefined): Tag | undefined {
  const [, tenant, service] = TAG.exec(comment ?? "") ?? [];
  const tenantId = tenant?.replace(UUID, "$1-$2-$3-$4-$5");
  const serviceId = service?.replace(UUID, "$1-$2-$3-$4-$5");
  return tenantId && serviceId ? { tenantId, serviceId } : undefined;
}

/** Is this row the tenant's service's? Another tenant's tag is foreign, as is none. */
export const isOurs = (comment: string | undefined, tag: Tag): boolean => {
  // Asked of every row for every service of a lot: compared, not parsed.
  if (!comment?.startsWith(PREFIX)) return false;
  const own = tagOf(tag);
  return comment.startsWith(own) && (comment.length === own.length || comment[own.length] === " ");
};

/** Printable ASCII without accents: routers keep comments in code pages of their own. */
export const toAscii = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
