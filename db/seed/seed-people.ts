import { changeMember } from "@/server/modules/people/change-member";
import { createTeam } from "@/server/modules/people/create-team";
import { inviteMember } from "@/server/modules/people/invite-member";
import { listInvitations } from "@/server/modules/people/list-invitations";
import { listTeams } from "@/server/modules/people/list-teams";
import { inviteMemberInput } from "@/server/modules/people/schema";
import { notifyStaff } from "@/server/modules/notifications/notify-staff";
import type { Ctx, Role } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { DemoTenant } from "./demo-tenants";
import { seedId } from "./seed-id";

type Company = {
  /** Groups of staff, and who of the fixed roles is in each. */
  teams: readonly [name: string, roles: readonly Role[]][];
  /** Asked to join and not here yet; ClimaSur's plan is full. */
  invited: readonly [name: string, email: string, role: Role, team?: string][];
};

const COMPANIES: Readonly<Record<string, Company>> = {
  fibranet: {
    teams: [
      ["Atención al cliente", ["admin", "agent"]],
      ["Cuadrilla Norte", ["technician"]],
    ],
    invited: [
      ["Fabiola Ccori", "fabiola@fibranet.demo", "agent", "Atención al cliente"],
      ["Gonzalo Tello", "gonzalo@fibranet.demo", "technician", "Cuadrilla Norte"],
    ],
  },
  climasur: { teams: [["Cuadrilla Centro", ["technician"]]], invited: [] },
  bytek: {
    teams: [
      ["Mesa de ayuda", ["agent"]],
      ["Infraestructura", ["technician"]],
    ],
    invited: [["Óscar Llontop", "oscar@bytek.demo", "technician", "Infraestructura"]],
  },
};

/** Teams with their people, pending invitations and one piece of news under the bell; each step looks first. */
export async function seedPeople(owner: Ctx, demo: DemoTenant): Promise<void> {
  const company = Object.hasOwn(COMPANIES, demo.slug) ? COMPANIES[demo.slug] : undefined;
  if (!company) return;
  const teams = new Map((await listTeams(owner)).map(({ name, id }) => [name, id]));
  for (const [name, roles] of company.teams) {
    if (!teams.has(name)) teams.set(name, (await createTeam(owner, { name })).id);
    for (const { role, email } of demo.staff)
      if (roles.includes(role))
        await changeMember(owner, {
          membershipId: seedId(`membership:${owner.tenantId}:${email}`),
          teamId: teams.get(name),
        });
  }
  const asked = new Set((await listInvitations(owner)).map(({ email }) => email));
  for (const [name, email, role, team] of company.invited)
    if (!asked.has(email))
      await inviteMember(
        owner,
        inviteMemberInput.parse({ name, email, role, teamId: team && teams.get(team) }),
      );
  await tellOfNewDevice(owner, demo);
}

/** The newest entry of the seeded security log, as its reader would have been told. */
async function tellOfNewDevice(owner: Ctx, demo: DemoTenant): Promise<void> {
  await inTenant(owner, (tx) =>
    notifyStaff(owner, tx, {
      kind: "security.alert",
      params: { person: demo.staff[0]?.name ?? "" },
      href: "/settings/security",
      permission: "security.manage",
      dedupeKey: "seed:security",
    }),
  );
}
