import type { BillingWords } from "./words";

/** What customers are told about their bills, in Portuguese. */
export const billingPt: BillingWords = {
  "billing.invoiceIssued": {
    email: {
      subject: "Sua fatura {{number}} da {{companyName}}: {{total}}",
      body: `# Sua fatura chegou

Sua fatura **{{number}}** é de **{{total}}** e vence em **{{dueOn}}**.

[Ver e baixar a fatura]({{url}})

No portal você encontra o PDF e o detalhe de cada cobrança. Se já pagou, não precisa fazer mais nada.`,
    },
    whatsapp: {
      body: "Olá {{name}}, sua fatura {{number}} da {{companyName}} chegou: {{total}}, vence em {{dueOn}}.",
      button: "Ver fatura",
    },
  },
  "billing.reminderBefore": {
    email: {
      subject: "Sua fatura da {{companyName}} vence em {{dueOn}}",
      body: `# Sua fatura vence em breve

Lembramos que a fatura **{{number}}** de **{{amount}}** vence em **{{dueOn}}**.

[Ver a fatura]({{url}})

Se já pagou, obrigado: ignore esta mensagem.`,
    },
    whatsapp: {
      body: "Olá {{name}}, sua fatura {{number}} da {{companyName}} de {{amount}} vence em {{dueOn}}. Se já pagou, ignore esta mensagem.",
      button: "Ver fatura",
    },
  },
  "billing.dueToday": {
    email: {
      subject: "Sua fatura da {{companyName}} vence hoje",
      body: `# Sua fatura vence hoje

A fatura **{{number}}** de **{{amount}}** vence hoje. Pague em dia e continue conectado sem multa.

[Ver a fatura]({{url}})

Se já pagou, obrigado: ignore esta mensagem.`,
    },
    whatsapp: {
      body: "Olá {{name}}, sua fatura {{number}} da {{companyName}} de {{amount}} vence hoje. Se já pagou, ignore esta mensagem.",
      button: "Ver fatura",
    },
  },
  "billing.overdueReminder": {
    email: {
      subject: "Você tem uma fatura vencida na {{companyName}}",
      body: `# Você tem uma fatura vencida

A fatura **{{number}}** de **{{amount}}** venceu em **{{dueOn}}**.

[Ver o que devo]({{url}})

Se não puder pagar agora, fale com a gente: buscamos uma saída juntos. Se já pagou, ignore esta mensagem.`,
    },
    whatsapp: {
      body: "Olá {{name}}, sua fatura {{number}} da {{companyName}} de {{amount}} venceu em {{dueOn}}. Se não puder pagar agora, fale com a gente. Se já pagou, ignore esta mensagem.",
      button: "Ver o que devo",
    },
  },
  "billing.cutNotice": {
    email: {
      subject: "{{service}} será suspenso em {{cutOn}} sem o pagamento",
      body: `# Seu serviço está para ser suspenso

Você deve **{{amount}}**. Se não recebermos o pagamento, em **{{cutOn}}** vamos suspender **{{service}}**.

[Ver e pagar]({{url}})

Precisa de mais alguns dias? Fale com a gente antes dessa data e combinamos uma promessa de pagamento.`,
    },
    whatsapp: {
      body: "Olá {{name}}, você deve {{amount}} à {{companyName}}. Se não recebermos o pagamento, em {{cutOn}} vamos suspender {{service}}. Precisa de mais alguns dias? Fale com a gente.",
      button: "Ver o que devo",
    },
  },
  "billing.serviceSuspended": {
    email: {
      subject: "{{service}} está suspenso",
      body: `# Suspendemos seu serviço

**{{service}}** está suspenso porque você deve **{{amount}}**. Assim que recebermos o pagamento, religamos.

[Ver o que devo]({{url}})

Se já pagou, responda com o comprovante.`,
    },
    whatsapp: {
      body: "Olá {{name}}, {{service}} está suspenso: você deve {{amount}} à {{companyName}}. Assim que recebermos o pagamento, religamos.",
      button: "Ver o que devo",
    },
  },
  "billing.serviceReconnected": {
    email: {
      subject: "{{service}} está ativo de novo",
      body: `# Você está conectado de novo

**{{service}}** está ativo de novo. Se algo não funcionar, reinicie o equipamento e, se continuar igual, fale com a gente.

Obrigado por continuar com a {{companyName}}.`,
    },
    whatsapp: {
      body: "Olá {{name}}, {{service}} está ativo de novo. Obrigado por continuar com a {{companyName}}.",
    },
  },
  "billing.paymentReceived": {
    email: {
      subject: "Recebemos seu pagamento de {{amount}}",
      body: `# Obrigado pelo pagamento!

Recebemos **{{amount}}**. Seu recibo é o **{{receipt}}**.

[Ver minha conta]({{url}})`,
    },
    whatsapp: {
      body: "Olá {{name}}, recebemos seu pagamento de {{amount}}. Seu recibo é o {{receipt}}. Obrigado, {{companyName}}.",
      button: "Ver minha conta",
    },
  },
  "billing.proofRejected": {
    email: {
      subject: "Não conseguimos confirmar seu pagamento de {{amount}}",
      body: `# Não conseguimos confirmar seu pagamento

Analisamos o comprovante de **{{amount}}** que você enviou e não pudemos aceitá-lo.

Motivo: {{reason}}

[Ver meus comprovantes]({{url}})`,
    },
    whatsapp: {
      body: "Olá {{name}}, analisamos seu comprovante de {{amount}} e não pudemos aceitá-lo: {{reason}}. Você pode enviar outro pela sua conta da {{companyName}}.",
      button: "Ver meus comprovantes",
    },
  },
  "billing.autopayRetry": {
    email: {
      subject: "Não conseguimos cobrar {{amount}} no seu {{card}}",
      body: `# Não conseguimos fazer seu pagamento automático

Seu banco não aceitou hoje a cobrança de **{{amount}}** no seu **{{card}}**. Tentaremos de novo em **{{retryOn}}**.

Se preferir, você pode pagar agora de outra forma.

[Pagar agora]({{url}})`,
    },
    whatsapp: {
      body: "Olá {{name}}, seu banco não aceitou hoje a cobrança de {{amount}} no seu {{card}}. Tentaremos de novo em {{retryOn}}. Se preferir, você pode pagar agora de outra forma.",
      button: "Pagar agora",
    },
  },
  "billing.autopayStopped": {
    email: {
      subject: "Seu pagamento automático de {{amount}} não foi feito",
      body: `# Seu pagamento automático não foi feito

Não foi cobrado **{{amount}}** no seu **{{card}}** e não tentaremos de novo. Para ficar em dia, pague de outra forma ou guarde outro cartão.

[Pagar agora]({{url}})`,
    },
    whatsapp: {
      body: "Olá {{name}}, não foi cobrado {{amount}} no seu {{card}} e não tentaremos de novo. Para ficar em dia com {{companyName}}, pague de outra forma ou guarde outro cartão.",
      button: "Pagar agora",
    },
  },
  "billing.cardExpiring": {
    email: {
      subject: "Seu {{card}} vence em {{expiresOn}}",
      body: `# Seu cartão está para vencer

Seu **{{card}}**, com o qual você paga automaticamente a {{companyName}}, vence em **{{expiresOn}}**. Guarde outro cartão antes desse dia para que seus pagamentos continuem sem interrupção.

[Ver meus cartões]({{url}})`,
    },
    whatsapp: {
      body: "Olá {{name}}, seu {{card}}, com o qual você paga automaticamente a {{companyName}}, vence em {{expiresOn}}. Guarde outro antes desse dia para que seus pagamentos continuem sem interrupção.",
      button: "Ver meus cartões",
    },
  },
  "billing.promiseGranted": {
    email: {
      subject: "Sua promessa de pagamento: {{amount}} até {{dueOn}}",
      body: `# Combinamos sua promessa de pagamento

Combinamos que você paga **{{amount}}** até **{{dueOn}}**. Enquanto isso, seu serviço continua ativo.

Se essa data ficar difícil, avise antes.`,
    },
    whatsapp: {
      body: "Olá {{name}}, anotamos sua promessa com a {{companyName}}: {{amount}} até {{dueOn}}. Enquanto isso, seu serviço continua ativo.",
    },
  },
  "billing.promiseBroken": {
    email: {
      subject: "Não recebemos o pagamento combinado",
      body: `# Não recebemos seu pagamento

Esperávamos **{{amount}}** e a data combinada já passou. Por isso seu serviço pode ser suspenso de novo.

Se já pagou, responda com o comprovante.`,
    },
    whatsapp: {
      body: "Olá {{name}}, a data da sua promessa com a {{companyName}} passou e não recebemos {{amount}}. Seu serviço pode ser suspenso de novo. Se já pagou, envie o comprovante.",
    },
  },
};
