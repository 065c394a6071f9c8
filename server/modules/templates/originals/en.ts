import { billingEn } from "./billing/en";
import { documentsEn } from "./documents/en";
import type { Originals } from "../rules/content";

/** The words in code, in English. A tenant that writes none of its own sends these. */
export const en: Originals = {
  "auth.invitation": {
    email: {
      subject: "{{inviterName}} invites you to {{companyName}}",
      body: `# Welcome to {{companyName}}

{{inviterName}} invites you to work at {{companyName}} as **{{roleName}}**.

[Accept the invitation]({{url}})

If you did not expect this, ignore this message: nobody gets in with your address without this link.`,
    },
    whatsapp: {
      body: "{{inviterName}} invites you to work at {{companyName}} as {{roleName}}. Accept here: {{url}}",
    },
  },
  "auth.passwordReset": {
    email: {
      subject: "Choose a new password for {{companyName}}",
      body: `# Choose a new password

Somebody asked to change your password at {{companyName}}.

[Choose a new password]({{url}})

The link works once and for a short time. If it was not you, do nothing: your password stays as it is.`,
    },
  },
  "auth.passwordChanged": {
    email: {
      subject: "Your {{companyName}} password has changed",
      body: `# Your password has changed

The password of your account at {{companyName}} has just changed and we ended your other sessions.

If it was not you, tell whoever administers {{companyName}} at once.`,
    },
  },
  "auth.signInCode": {
    email: {
      subject: "{{code}} is your code for {{companyName}}",
      body: `# Your sign-in code

{{code}}

Type it on the page of {{companyName}} where you asked for it. It expires in {{minutes}} minutes and works once.

Do not share it: nobody at {{companyName}} will ask you for it. If you did not ask for it, ignore this message.`,
    },
    whatsapp: {
      body: "{{code}} is your code to sign in to {{companyName}}. It expires in {{minutes}} minutes. Share it with nobody.",
    },
  },
  "auth.magicLink": {
    email: {
      subject: "Sign in to {{companyName}}",
      body: `# Sign in to your account

[Sign in to {{companyName}}]({{url}})

Or type this code on the page where you asked for it:

{{code}}

Both expire in {{minutes}} minutes and work once. If you did not ask for this, ignore this message.`,
    },
    whatsapp: {
      body: "Sign in to {{companyName}} with this link: {{url}} or with the code {{code}}. Both expire in {{minutes}} minutes.",
    },
  },
  "auth.securityAlert": {
    email: {
      subject: "Security notice about your account at {{companyName}}",
      body: `# Was this you?

We noticed something new in your account at {{companyName}}:

- **{{what}}**
- Where: {{where}}
- When: {{when}}

If it was you, there is nothing to do. If not, end that session now:

[Review my account]({{url}})`,
    },
    whatsapp: {
      body: "Notice from {{companyName}}: {{what}} ({{where}}, {{when}}). Not you? Review your account: {{url}}",
    },
  },
  "site.signUpCode": {
    email: {
      subject: "{{code}} is your code to create your company",
      body: `# Confirm your e-mail address

{{code}}

Type it to go on creating your company. It expires in {{minutes}} minutes. If it was not you, ignore this message.`,
    },
  },
  "site.welcome": {
    email: {
      subject: "{{companyName}} is up and running",
      body: `# {{companyName}} is up and running

Your workspace is ready. These are good first steps:

- Upload your logo and choose your colours
- Invite your team
- Bring your customers in from a file

[Open {{companyName}}]({{url}})`,
    },
  },
  "tenants.limitWarning": {
    email: {
      subject: "{{resourceName}}: you are at {{percent}}% of your plan",
      body: `# {{resourceName}}: {{percent}}% of your plan

{{companyName}} uses **{{used}} of {{maximum}}**. At the limit you cannot add more; what you have keeps working.

[See usage and limits]({{url}})`,
    },
  },
  "hub.endpointDisabled": {
    email: {
      subject: "A webhook was switched off",
      body: `# A webhook was switched off

We stopped sending events to **{{host}}** because it has not answered properly for days or asked for no more.

Mend the server, resume the webhook and replay what failed: nothing is lost.

[Open webhooks]({{url}})`,
    },
  },
  ...billingEn,
  ...documentsEn,
  "crm.welcomeLetter": {
    pdf: {
      title: "Welcome, {{name}}",
      body: `Thank you for choosing {{companyName}}. Your customer number is **{{number}}**.

# Your account online

In your portal you can see your details and talk to us, at any hour and without a password: ask for a code, type it and you are in.

- Open the address below or scan the QR code with your phone
- Type your e-mail address or your phone number
- Type the code that we send you

[Open the portal]({{url}})

Keep this letter. If anything does not work, write to us: we are here to help.`,
    },
  },
  "documents.letterhead": {
    pdf: {
      header: "{{legalName}}",
      footer: "{{address}} · {{phone}} · {{supportEmail}}",
    },
  },
};
