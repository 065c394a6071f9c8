import en from "@/messages/en/role.json";
import es from "@/messages/es/role.json";
import pt from "@/messages/pt/role.json";
import type { Locale, Role } from "@/server/tenancy/context";

/** What a fixed role is called, for messages. */
export const roleName = (role: Role, locale: Locale): string => ({ es, en, pt })[locale][role];
