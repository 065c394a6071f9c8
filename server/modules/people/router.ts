import { z } from "zod";
import { signInAnswer } from "@/server/modules/auth/sign-in/schema";
import { router } from "@/server/trpc/init";
import { signedIn, staff, tenantProcedure } from "@/server/trpc/procedures";
import { acceptInvitation } from "./accept-invitation";
import { accessReview, exportAccessReview } from "./access-review";
import { archiveRole } from "./archive-role";
import { changeMember } from "./change-member";
import { createRole } from "./create-role";
import { createTeam } from "./create-team";
import { deleteTeam } from "./delete-team";
import { endMemberSessions } from "./end-member-sessions";
import { getMember } from "./get-member";
import { inviteMember } from "./invite-member";
import { listInvitations } from "./list-invitations";
import { listMembers } from "./list-members";
import { listOwnTenants } from "./list-own-tenants";
import { listRoles } from "./list-roles";
import { listSecurityLog } from "./list-security-log";
import { listTeams } from "./list-teams";
import { openInvitation } from "./open-invitation";
import { openPasswordReset } from "./open-password-reset";
import { renameTeam } from "./rename-team";
import { requestPasswordReset } from "./request-password-reset";
import { resendInvitation } from "./resend-invitation";
import { resetPassword } from "./reset-password";
import { revokeInvitation } from "./revoke-invitation";
import * as schema from "./schema";
import { answerSecurityNotice, openSecurityNotice } from "./security-notice";
import * as security from "./security-schema";
import { setMemberStatus } from "./set-member-status";
import { settleSecurityEntry } from "./settle-security-entry";
import { startMemberReset } from "./start-member-reset";
import { switchTenant } from "./switch-tenant";
import { updateRole } from "./update-role";
import { viewAs } from "./view-as";
import { viewingAs } from "./viewing-as";

const none = z.object({});
const done = async (work: Promise<unknown>) => {
  await work;
  return {};
};

export const peopleRouter = router({
  listMembers: staff("member.read")
    .meta({
      openapi: { method: "GET", path: "/members", summary: "List members", tags: ["people"] },
    })
    .input(schema.pageInput)
    .output(schema.memberPage)
    .query(({ ctx, input }) => listMembers(ctx, input)),
  getMember: staff("member.read")
    .input(schema.memberIdInput)
    .output(schema.memberDetailDto)
    .query(({ ctx, input }) => getMember(ctx, input)),
  changeMember: staff("member.manage")
    .input(schema.changeMemberInput)
    .output(schema.memberDto)
    .mutation(({ ctx, input }) => changeMember(ctx, input)),
  setMemberStatus: staff("member.manage")
    .input(schema.memberStatusInput)
    .output(schema.memberDto)
    .mutation(({ ctx, input }) => setMemberStatus(ctx, input)),
  endMemberSessions: staff("member.manage")
    .input(schema.memberIdInput)
    .output(schema.endedDto)
    .mutation(({ ctx, input }) => endMemberSessions(ctx, input)),
  startMemberReset: staff("member.manage")
    .input(schema.memberIdInput)
    .output(none)
    .mutation(({ ctx, input }) => done(startMemberReset(ctx, input))),
  listInvitations: staff("member.read")
    .output(z.array(schema.invitationDto))
    .query(({ ctx }) => listInvitations(ctx)),
  inviteMember: staff("member.manage")
    .input(schema.inviteMemberInput)
    .output(schema.invitationDto)
    .mutation(({ ctx, input }) => inviteMember(ctx, input)),
  resendInvitation: staff("member.manage")
    .input(schema.invitationIdInput)
    .output(schema.invitationDto)
    .mutation(({ ctx, input }) => resendInvitation(ctx, input)),
  revokeInvitation: staff("member.manage")
    .input(schema.invitationIdInput)
    .output(none)
    .mutation(({ ctx, input }) => done(revokeInvitation(ctx, input))),
  openInvitation: tenantProcedure
    .input(schema.tokenInput)
    .output(schema.shownInvitationDto)
    .query(({ ctx, input }) => openInvitation(ctx, input)),
  acceptInvitation: tenantProcedure
    .input(schema.acceptInvitationInput)
    .output(signInAnswer)
    .mutation(({ ctx, input }) => acceptInvitation(ctx, input)),
  requestPasswordReset: tenantProcedure
    .input(schema.forgotPasswordInput)
    .output(none)
    .mutation(({ ctx, input }) => done(requestPasswordReset(ctx, input))),
  openPasswordReset: tenantProcedure
    .input(schema.tokenInput)
    .output(schema.resetLinkDto)
    .query(({ ctx, input }) => openPasswordReset(ctx, input)),
  resetPassword: tenantProcedure
    .input(schema.resetPasswordInput)
    .output(none)
    .mutation(({ ctx, input }) => done(resetPassword(ctx, input))),
  listRoles: staff("member.read")
    .output(z.array(schema.customRoleDto))
    .query(({ ctx }) => listRoles(ctx)),
  createRole: staff("role.manage")
    .input(schema.createRoleInput)
    .output(schema.customRoleDto)
    .mutation(({ ctx, input }) => createRole(ctx, input)),
  updateRole: staff("role.manage")
    .input(schema.updateRoleInput)
    .output(schema.customRoleDto)
    .mutation(({ ctx, input }) => updateRole(ctx, input)),
  archiveRole: staff("role.manage")
    .input(schema.archiveRoleInput)
    .output(none)
    .mutation(({ ctx, input }) => done(archiveRole(ctx, input))),
  listTeams: staff("member.read")
    .output(z.array(schema.teamDto))
    .query(({ ctx }) => listTeams(ctx)),
  createTeam: staff("member.manage")
    .input(schema.createTeamInput)
    .output(schema.teamDto)
    .mutation(({ ctx, input }) => createTeam(ctx, input)),
  renameTeam: staff("member.manage")
    .input(schema.renameTeamInput)
    .output(none)
    .mutation(({ ctx, input }) => done(renameTeam(ctx, input))),
  deleteTeam: staff("member.manage")
    .input(schema.teamIdInput)
    .output(none)
    .mutation(({ ctx, input }) => done(deleteTeam(ctx, input))),
  /** Leaving must be possible without the right to look: the verb itself authorizes. */
  viewAs: signedIn
    .input(schema.viewAsInput)
    .output(none)
    .mutation(({ ctx, input }) => done(viewAs(ctx, input))),
  viewingAs: signedIn.output(schema.viewingAsDto).query(({ ctx }) => viewingAs(ctx)),
  listOwnTenants: signedIn
    .output(z.array(schema.ownTenantDto))
    .query(({ ctx }) => listOwnTenants(ctx)),
  switchTenant: signedIn
    .input(schema.switchTenantInput)
    .output(schema.switchedDto)
    .mutation(({ ctx, input }) => switchTenant(ctx, input)),
  listSecurityLog: staff("security.read")
    .input(security.listSecurityInput)
    .output(security.securityPage)
    .query(({ ctx, input }) => listSecurityLog(ctx, input)),
  settleSecurityEntry: staff("security.manage")
    .input(security.settleInput)
    .output(none)
    .mutation(({ ctx, input }) => done(settleSecurityEntry(ctx, input))),
  openSecurityNotice: tenantProcedure
    .input(security.noticeInput)
    .output(security.noticeDto)
    .query(({ ctx, input }) => openSecurityNotice(ctx, input)),
  answerSecurityNotice: tenantProcedure
    .input(security.answerNoticeInput)
    .output(none)
    .mutation(({ ctx, input }) => done(answerSecurityNotice(ctx, input))),
  accessReview: staff("security.read")
    .output(security.accessReviewDto)
    .query(({ ctx }) => accessReview(ctx)),
  exportAccessReview: staff("security.read")
    .output(security.csvFile)
    .mutation(({ ctx }) => exportAccessReview(ctx)),
});
