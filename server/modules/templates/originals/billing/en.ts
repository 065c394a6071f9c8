import type { BillingWords } from "./words";

/** What customers are told about their bills, in English. */
export const billingEn: BillingWords = {
  "billing.invoiceIssued": {
    email: {
      subject: "Your invoice {{number}} from {{companyName}}: {{total}}",
      body: `# Your invoice is ready

Your invoice **{{number}}** comes to **{{total}}** and is due on **{{dueOn}}**.

[View and download the invoice]({{url}})

Your portal has the PDF and explains every charge. If you have already paid, there is nothing more to do.`,
    },
    whatsapp: {
      body: "Hi {{name}}, your invoice {{number}} from {{companyName}} is ready: {{total}}, due on {{dueOn}}.",
      button: "View invoice",
    },
  },
  "billing.reminderBefore": {
    email: {
      subject: "Your {{companyName}} invoice is due on {{dueOn}}",
      body: `# Your invoice is due soon

A reminder that invoice **{{number}}** for **{{amount}}** is due on **{{dueOn}}**.

[View the invoice]({{url}})

If you have already paid, thank you: please ignore this message.`,
    },
    whatsapp: {
      body: "Hi {{name}}, your invoice {{number}} from {{companyName}} for {{amount}} is due on {{dueOn}}. If you have already paid, please ignore this message.",
      button: "View invoice",
    },
  },
  "billing.dueToday": {
    email: {
      subject: "Your {{companyName}} invoice is due today",
      body: `# Your invoice is due today

Invoice **{{number}}** for **{{amount}}** is due today. Pay on time and stay connected without late fees.

[View the invoice]({{url}})

If you have already paid, thank you: please ignore this message.`,
    },
    whatsapp: {
      body: "Hi {{name}}, your invoice {{number}} from {{companyName}} for {{amount}} is due today. If you have already paid, please ignore this message.",
      button: "View invoice",
    },
  },
  "billing.overdueReminder": {
    email: {
      subject: "You have an overdue invoice with {{companyName}}",
      body: `# You have an overdue invoice

Invoice **{{number}}** for **{{amount}}** was due on **{{dueOn}}**.

[See what you owe]({{url}})

If you cannot pay right now, write to us and we will find a way. If you have already paid, please ignore this message.`,
    },
    whatsapp: {
      body: "Hi {{name}}, your invoice {{number}} from {{companyName}} for {{amount}} was due on {{dueOn}}. If you cannot pay right now, write to us. If you have already paid, please ignore this message.",
      button: "See what I owe",
    },
  },
  "billing.cutNotice": {
    email: {
      subject: "{{service}} will be suspended on {{cutOn}} unless you pay",
      body: `# Your service is about to be suspended

You owe **{{amount}}**. If we do not receive your payment, we will suspend **{{service}}** on **{{cutOn}}**.

[View and pay]({{url}})

Need a few more days? Write to us before that date and we will agree on a promise to pay.`,
    },
    whatsapp: {
      body: "Hi {{name}}, you owe {{companyName}} {{amount}}. If we do not receive your payment, we will suspend {{service}} on {{cutOn}}. Need a few more days? Write to us.",
      button: "See what I owe",
    },
  },
  "billing.serviceSuspended": {
    email: {
      subject: "{{service}} is suspended",
      body: `# We suspended your service

**{{service}}** is suspended because you owe **{{amount}}**. We will reconnect it as soon as we receive your payment.

[See what you owe]({{url}})

If you have already paid, reply with your proof of payment.`,
    },
    whatsapp: {
      body: "Hi {{name}}, {{service}} is suspended: you owe {{companyName}} {{amount}}. We will reconnect it as soon as we receive your payment.",
      button: "See what I owe",
    },
  },
  "billing.serviceReconnected": {
    email: {
      subject: "{{service}} is active again",
      body: `# You are back online

**{{service}}** is active again. If something does not work, restart your equipment and, if it stays that way, write to us.

Thank you for staying with {{companyName}}.`,
    },
    whatsapp: {
      body: "Hi {{name}}, {{service}} is active again. Thank you for staying with {{companyName}}.",
    },
  },
  "billing.paymentReceived": {
    email: {
      subject: "We received your payment of {{amount}}",
      body: `# Thank you for your payment!

We received **{{amount}}**. Your receipt is **{{receipt}}**.

[View my account]({{url}})`,
    },
    whatsapp: {
      body: "Hi {{name}}, we received your payment of {{amount}}. Your receipt is {{receipt}}. Thank you, {{companyName}}.",
      button: "View my account",
    },
  },
  "billing.proofRejected": {
    email: {
      subject: "We could not confirm your payment of {{amount}}",
      body: `# We could not confirm your payment

We looked at the proof of **{{amount}}** that you sent us and could not accept it.

Reason: {{reason}}

[See my proofs]({{url}})`,
    },
    whatsapp: {
      body: "Hi {{name}}, we looked at your proof of {{amount}} and could not accept it: {{reason}}. You can send another one from your {{companyName}} account.",
      button: "See my proofs",
    },
  },
  "billing.autopayRetry": {
    email: {
      subject: "We could not charge {{amount}} to your {{card}}",
      body: `# Your automatic payment did not go through

Your bank did not accept the charge of **{{amount}}** to your **{{card}}** today. We will try again on **{{retryOn}}**.

If you prefer, you can pay now in another way.

[Pay now]({{url}})`,
    },
    whatsapp: {
      body: "Hi {{name}}, your bank did not accept the charge of {{amount}} to your {{card}} today. We will try again on {{retryOn}}. If you prefer, you can pay now in another way.",
      button: "Pay now",
    },
  },
  "billing.autopayStopped": {
    email: {
      subject: "Your automatic payment of {{amount}} was not made",
      body: `# Your automatic payment was not made

**{{amount}}** was not charged to your **{{card}}** and we will not try again. To stay up to date, pay in another way or keep another card.

[Pay now]({{url}})`,
    },
    whatsapp: {
      body: "Hi {{name}}, {{amount}} was not charged to your {{card}} and we will not try again. To stay up to date with {{companyName}}, pay in another way or keep another card.",
      button: "Pay now",
    },
  },
  "billing.cardExpiring": {
    email: {
      subject: "Your {{card}} expires on {{expiresOn}}",
      body: `# Your card is about to expire

Your **{{card}}**, which pays {{companyName}} automatically, expires on **{{expiresOn}}**. Keep another card before that day so that your payments go on without interruption.

[See my cards]({{url}})`,
    },
    whatsapp: {
      body: "Hi {{name}}, your {{card}}, which pays {{companyName}} automatically, expires on {{expiresOn}}. Keep another one before that day so that your payments go on without interruption.",
      button: "See my cards",
    },
  },
  "billing.promiseGranted": {
    email: {
      subject: "Your promise to pay: {{amount}} by {{dueOn}}",
      body: `# We noted your promise to pay

We agreed that you pay **{{amount}}** by **{{dueOn}}**. Your service stays active in the meantime.

If that date becomes difficult, let us know beforehand.`,
    },
    whatsapp: {
      body: "Hi {{name}}, we noted your promise to {{companyName}}: {{amount}} by {{dueOn}}. Your service stays active in the meantime.",
    },
  },
  "billing.promiseBroken": {
    email: {
      subject: "We did not receive the payment we agreed on",
      body: `# We did not receive your payment

We expected **{{amount}}** and the date we agreed on has passed. Your service may be suspended again.

If you have already paid, reply with your proof of payment.`,
    },
    whatsapp: {
      body: "Hi {{name}}, the date of your promise to {{companyName}} has passed and we did not receive {{amount}}. Your service may be suspended again. If you have already paid, send us your proof of payment.",
    },
  },
};
