import {
  Activity,
  Building2,
  Cable,
  Gauge,
  Globe,
  House,
  KeyRound,
  type LucideIcon,
  Network,
  OctagonPause,
  RotateCcw,
  ScrollText,
  Tags,
} from "lucide-react";
import type { PermissionName } from "@/server/auth/permissions";

/** A place in the navigation: shown to those who hold its permission. */
export type NavItem = {
  href: string;
  label:
    | "home"
    | "domains"
    | "apiKeys"
    | "webhooks"
    | "audit"
    | "jobs"
    | "panic"
    | "tenants"
    | "health"
    | "plans"
    | "usage"
    | "resellers";
  icon: LucideIcon;
  permission: PermissionName;
};

export type NavGroup = {
  label: "work" | "settings" | "operation" | "platform";
  items: readonly NavItem[];
};

export const staffNav: readonly NavGroup[] = [
  { label: "work", items: [{ href: "/", label: "home", icon: House, permission: "tenant.read" }] },
  {
    label: "settings",
    items: [
      { href: "/settings/domains", label: "domains", icon: Globe, permission: "domain.read" },
      { href: "/settings/api-keys", label: "apiKeys", icon: KeyRound, permission: "apiKey.read" },
      { href: "/settings/webhooks", label: "webhooks", icon: Cable, permission: "webhook.read" },
    ],
  },
  {
    label: "operation",
    items: [
      { href: "/settings/audit", label: "audit", icon: ScrollText, permission: "audit.read" },
      { href: "/settings/jobs", label: "jobs", icon: RotateCcw, permission: "job.read" },
      { href: "/settings/panic", label: "panic", icon: OctagonPause, permission: "panic.read" },
    ],
  },
];

export const platformNav: readonly NavGroup[] = [
  {
    label: "platform",
    items: [
      { href: "/", label: "tenants", icon: Building2, permission: "platform.tenant.read" },
      { href: "/plans", label: "plans", icon: Tags, permission: "platform.plan.manage" },
      { href: "/usage", label: "usage", icon: Gauge, permission: "platform.usage.read" },
      { href: "/resellers", label: "resellers", icon: Network, permission: "platform.tenant.read" },
      { href: "/jobs", label: "jobs", icon: RotateCcw, permission: "platform.job.manage" },
      { href: "/panic", label: "panic", icon: OctagonPause, permission: "platform.panic.manage" },
      { href: "/health", label: "health", icon: Activity, permission: "platform.health.read" },
    ],
  },
];

/** The groups with what a person may open; empty groups fall away. */
export function allowedNav(
  groups: readonly NavGroup[],
  permissions: readonly string[],
): readonly NavGroup[] {
  return groups
    .map((group) => ({
      ...group,
      items: group.items.filter((item) => permissions.includes(item.permission)),
    }))
    .filter((group) => group.items.length > 0);
}
