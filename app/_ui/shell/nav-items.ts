import {
  Activity,
  Banknote,
  Bell,
  Building2,
  Cable,
  CalendarSync,
  CircleUser,
  FileText,
  FileUp,
  Gauge,
  GitFork,
  Globe,
  HandCoins,
  House,
  KeyRound,
  ListChecks,
  type LucideIcon,
  MapPinned,
  MessageSquareText,
  Network,
  OctagonPause,
  Package,
  Palette,
  Plug,
  ReceiptText,
  RotateCcw,
  ScrollText,
  Settings,
  Shield,
  ShieldCheck,
  SlidersHorizontal,
  Tags,
  UserCog,
  Users,
  UsersRound,
} from "lucide-react";
import type { PermissionName } from "@/server/auth/permissions";
import type es from "@/messages/es";

/** A place in the product: shown to those who hold its permission. */
export type NavItem = {
  href: string;
  label: Exclude<keyof (typeof es)["nav"], "label" | "open" | "group">;
  icon: LucideIcon;
  /** Absent: everybody who is signed in. */
  permission?: PermissionName;
  /** The key after `g` that goes there. */
  key?: string;
};

export type NavGroup = {
  label: "work" | "settings" | "platform";
  items: readonly NavItem[];
};

/** What stands at the left of every staff page: the work, and one way to everything that is set up. */
export const staffNav: readonly NavGroup[] = [
  {
    label: "work",
    items: [
      { href: "/", label: "home", icon: House, key: "h" },
      {
        href: "/customers",
        label: "customers",
        icon: UsersRound,
        permission: "customer.read",
        key: "c",
      },
      { href: "/services", label: "services", icon: Cable, permission: "service.read", key: "v" },
      {
        href: "/invoices",
        label: "invoices",
        icon: ReceiptText,
        permission: "invoice.read",
        key: "i",
      },
      {
        href: "/payments",
        label: "payments",
        icon: Banknote,
        permission: "payment.read",
        key: "p",
      },
      {
        href: "/collections",
        label: "collections",
        icon: HandCoins,
        permission: "collection.read",
        key: "d",
      },
      {
        href: "/billing",
        label: "billing",
        icon: CalendarSync,
        permission: "billingRun.read",
        key: "b",
      },
      { href: "/network", label: "network", icon: Network, permission: "router.read" },
      { href: "/catalog", label: "catalog", icon: Package, permission: "catalog.read", key: "g" },
      {
        href: "/messages",
        label: "messages",
        icon: MessageSquareText,
        permission: "message.read",
        key: "m",
      },
      {
        href: "/tasks",
        label: "tasks",
        icon: ListChecks,
        permission: "task.manage",
        key: "t",
      },
    ],
  },
  {
    label: "settings",
    items: [
      {
        href: "/settings",
        label: "settings",
        icon: Settings,
        permission: "settings.read",
        key: "s",
      },
    ],
  },
];

/** Everywhere else that the palette leads to. */
export const staffPlaces: readonly NavItem[] = [
  { href: "/notifications", label: "notifications", icon: Bell, key: "n" },
  { href: "/account", label: "account", icon: CircleUser, key: "a" },
  {
    href: "/imports/customers",
    label: "importCustomers",
    icon: FileUp,
    permission: "customer.import",
  },
  { href: "/imports", label: "imports", icon: FileUp, permission: "customer.import" },
  { href: "/receivables", label: "receivables", icon: HandCoins, permission: "invoice.read" },
  { href: "/deposits", label: "deposits", icon: Banknote, permission: "payment.read" },
  { href: "/credit-notes", label: "creditNotes", icon: ReceiptText, permission: "invoice.read" },
  {
    href: "/collections/tomorrow",
    label: "cutTomorrow",
    icon: HandCoins,
    permission: "collection.read",
  },
  {
    href: "/settings/billing",
    label: "billingRules",
    icon: CalendarSync,
    permission: "billingPolicy.manage",
  },
  {
    href: "/settings/dunning",
    label: "dunning",
    icon: HandCoins,
    permission: "billingPolicy.manage",
  },
  {
    href: "/settings/notifications",
    label: "notificationPolicy",
    icon: MessageSquareText,
    permission: "notificationPolicy.manage",
  },
  {
    href: "/settings/custom-fields",
    label: "customFields",
    icon: Tags,
    permission: "customerField.manage",
  },
  { href: "/settings/company", label: "company", icon: Building2, permission: "tenant.update" },
  { href: "/settings/units", label: "units", icon: MapPinned, permission: "unit.manage" },
  { href: "/settings/brand", label: "brand", icon: Palette, permission: "brand.manage" },
  { href: "/settings/templates", label: "templates", icon: FileText, permission: "template.read" },
  { href: "/settings/domains", label: "domains", icon: Globe, permission: "domain.read" },
  { href: "/settings/users", label: "users", icon: Users, permission: "member.read" },
  { href: "/settings/roles", label: "roles", icon: UserCog, permission: "role.manage" },
  {
    href: "/settings/sign-in",
    label: "signInMethods",
    icon: ShieldCheck,
    permission: "signInMethod.manage",
  },
  { href: "/settings/security", label: "security", icon: Shield, permission: "security.read" },
  {
    href: "/settings/integrations",
    label: "integrations",
    icon: Plug,
    permission: "integration.read",
  },
  {
    href: "/settings/policies",
    label: "policies",
    icon: SlidersHorizontal,
    permission: "settings.read",
  },
  { href: "/settings/children", label: "children", icon: GitFork, permission: "reseller.read" },
  { href: "/settings/api-keys", label: "apiKeys", icon: KeyRound, permission: "apiKey.read" },
  { href: "/settings/webhooks", label: "webhooks", icon: Cable, permission: "webhook.read" },
  { href: "/settings/audit", label: "audit", icon: ScrollText, permission: "audit.read" },
  { href: "/settings/jobs", label: "jobs", icon: RotateCcw, permission: "job.read" },
  { href: "/settings/panic", label: "panic", icon: OctagonPause, permission: "panic.read" },
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

const mayOpen = (permissions: readonly string[]) => (item: NavItem) =>
  item.permission === undefined || permissions.includes(item.permission);

/** The groups with what a person may open; empty groups fall away. */
export function allowedNav(
  groups: readonly NavGroup[],
  permissions: readonly string[],
): readonly NavGroup[] {
  return groups
    .map((group) => ({ ...group, items: group.items.filter(mayOpen(permissions)) }))
    .filter((group) => group.items.length > 0);
}

/** Every place that a person may open on a face, for the palette and the `g` keys. */
export function allowedPlaces(
  face: "staff" | "platform",
  permissions: readonly string[],
): readonly NavItem[] {
  const groups = face === "staff" ? staffNav : platformNav;
  return [...groups.flatMap(({ items }) => items), ...(face === "staff" ? staffPlaces : [])].filter(
    mayOpen(permissions),
  );
}
