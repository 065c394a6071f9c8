import {
  BellRing,
  BadgeCheck,
  CalendarSync,
  Building2,
  Cable,
  CalendarClock,
  FileText,
  Globe,
  KeyRound,
  LogIn,
  MessageSquareText,
  type LucideIcon,
  Network,
  OctagonPause,
  Palette,
  Plug,
  RotateCcw,
  ScrollText,
  Siren,
  Split,
  TagsIcon,
  Users,
} from "lucide-react";
import type { PermissionName } from "@/server/auth/permissions";

/** A page of the settings; its words stand under `settings.pages.<key>`. */
export type SettingsPage = {
  key: SettingsKey;
  href: string;
  icon: LucideIcon;
  permission: PermissionName;
};
export type SettingsKey =
  | "company"
  | "units"
  | "customFields"
  | "brand"
  | "templates"
  | "domains"
  | "users"
  | "roles"
  | "signIn"
  | "security"
  | "integrations"
  | "apiKeys"
  | "webhooks"
  | "notifications"
  | "policies"
  | "billing"
  | "dunning"
  | "children"
  | "audit"
  | "jobs"
  | "panic";
export type SettingsGroup = {
  key: "identity" | "people" | "connections" | "records";
  pages: readonly SettingsPage[];
};

const page = (
  key: SettingsKey,
  path: string,
  icon: LucideIcon,
  permission: PermissionName,
): SettingsPage => ({ key, href: `/settings/${path}`, icon, permission });

/** Every page of the settings, as the index and the side navigation show them. */
const settingsPages: readonly SettingsGroup[] = [
  {
    key: "identity",
    pages: [
      page("company", "company", Building2, "settings.read"),
      page("units", "units", Split, "unit.manage"),
      page("customFields", "custom-fields", TagsIcon, "customerField.manage"),
      page("brand", "brand", Palette, "brand.manage"),
      page("templates", "templates", FileText, "template.read"),
      page("domains", "domains", Globe, "domain.read"),
    ],
  },
  {
    key: "people",
    pages: [
      page("users", "users", Users, "member.read"),
      page("roles", "roles", BadgeCheck, "role.manage"),
      page("signIn", "sign-in", LogIn, "signInMethod.manage"),
      page("security", "security", BellRing, "security.read"),
      page("policies", "policies", CalendarClock, "settings.read"),
      page("dunning", "dunning", Siren, "billingPolicy.manage"),
      page("children", "children", Network, "reseller.read"),
    ],
  },
  {
    key: "connections",
    pages: [
      page("integrations", "integrations", Plug, "integration.read"),
      page("apiKeys", "api-keys", KeyRound, "apiKey.read"),
      page("webhooks", "webhooks", Cable, "webhook.read"),
      page("notifications", "notifications", MessageSquareText, "notificationPolicy.manage"),
    ],
  },
  {
    key: "records",
    pages: [
      page("billing", "billing", CalendarSync, "billingPolicy.manage"),
      page("audit", "audit", ScrollText, "audit.read"),
      page("jobs", "jobs", RotateCcw, "job.read"),
      page("panic", "panic", OctagonPause, "panic.read"),
    ],
  },
];

/** The pages that a person may open, in their groups; empty groups fall away. */
export function allowedSettings(permissions: readonly string[]): readonly SettingsGroup[] {
  return settingsPages
    .map((group) => ({
      ...group,
      pages: group.pages.filter(({ permission }) => permissions.includes(permission)),
    }))
    .filter(({ pages }) => pages.length > 0);
}
