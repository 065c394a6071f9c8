import {
  Bell,
  Building2,
  Cable,
  CircleDot,
  Clock,
  FileText,
  Gauge,
  Globe,
  KeyRound,
  LogIn,
  ListChecks,
  type LucideIcon,
  OctagonPause,
  MapPin,
  Palette,
  Plug,
  Mail,
  RotateCcw,
  ScrollText,
  Settings,
  Shield,
  UserCog,
  UserRound,
  UsersRound,
} from "lucide-react";

const icons: Readonly<Record<string, LucideIcon>> = {
  tenant: Building2,
  platform: Building2,
  saasPlan: Building2,
  domain: Globe,
  apiKey: KeyRound,
  secretKey: KeyRound,
  session: LogIn,
  signIn: LogIn,
  webhook: Cable,
  integration: Plug,
  panic: OctagonPause,
  job: RotateCcw,
  schedule: Clock,
  usage: Gauge,
  settings: Settings,
  audit: ScrollText,
  file: FileText,
  customer: UsersRound,
  businessUnit: Building2,
  branch: MapPin,
  unit: Building2,
  brand: Palette,
  template: FileText,
  message: Mail,
  notification: Bell,
  member: UserRound,
  invitation: Mail,
  role: UserCog,
  team: UsersRound,
  security: Shield,
  passkey: KeyRound,
  factor: Shield,
  impersonation: UserCog,
  longTask: ListChecks,
  task: ListChecks,
};

/** The kind of a fact at a glance; the words beside it say it too. */
export function EventIcon({ name }: { name: string }) {
  const Icon = icons[name.split(".")[0] ?? ""] ?? CircleDot;
  return (
    <span className="mt-0.5 grid size-7 shrink-0 place-items-center rounded-full bg-raised text-muted">
      <Icon aria-hidden className="size-3.5" />
    </span>
  );
}
