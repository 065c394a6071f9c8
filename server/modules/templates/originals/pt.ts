import { billingPt } from "./billing/pt";
import { documentsPt } from "./documents/pt";
import type { Originals } from "../rules/content";

/** The words in code, in Portuguese. A tenant that writes none of its own sends these. */
export const pt: Originals = {
  "auth.invitation": {
    email: {
      subject: "{{inviterName}} convida você para {{companyName}}",
      body: `# Boas-vindas à {{companyName}}

{{inviterName}} convida você a trabalhar em {{companyName}} como **{{roleName}}**.

[Aceitar o convite]({{url}})

Se você não esperava este convite, ignore esta mensagem: ninguém entra com o seu e-mail sem este link.`,
    },
    whatsapp: {
      body: "{{inviterName}} convida você a trabalhar em {{companyName}} como {{roleName}}. Aceite aqui: {{url}}",
    },
  },
  "auth.passwordReset": {
    email: {
      subject: "Crie uma nova senha para {{companyName}}",
      body: `# Crie uma nova senha

Recebemos um pedido para trocar a sua senha em {{companyName}}.

[Escolher nova senha]({{url}})

O link serve uma única vez e por pouco tempo. Se não foi você, não faça nada: a sua senha continua a mesma.`,
    },
  },
  "auth.passwordChanged": {
    email: {
      subject: "A sua senha de {{companyName}} mudou",
      body: `# A sua senha mudou

A senha da sua conta em {{companyName}} acaba de mudar e encerramos as suas outras sessões.

Se não foi você, avise imediatamente quem administra {{companyName}}.`,
    },
  },
  "auth.signInCode": {
    email: {
      subject: "{{code}} é o seu código para {{companyName}}",
      body: `# O seu código de acesso

{{code}}

Digite-o na página de {{companyName}} onde você o pediu. Expira em {{minutes}} minutos e serve uma única vez.

Não o compartilhe: ninguém de {{companyName}} vai pedi-lo. Se você não o pediu, ignore esta mensagem.`,
    },
    whatsapp: {
      body: "{{code}} é o seu código para entrar em {{companyName}}. Expira em {{minutes}} minutos. Não o compartilhe com ninguém.",
    },
  },
  "auth.magicLink": {
    email: {
      subject: "Entre em {{companyName}}",
      body: `# Entre na sua conta

[Entrar em {{companyName}}]({{url}})

Ou digite este código na página onde você o pediu:

{{code}}

Expiram em {{minutes}} minutos e servem uma única vez. Se você não pediu isto, ignore esta mensagem.`,
    },
    whatsapp: {
      body: "Entre em {{companyName}} com este link: {{url}} ou com o código {{code}}. Expiram em {{minutes}} minutos.",
    },
  },
  "auth.securityAlert": {
    email: {
      subject: "Aviso de segurança da sua conta em {{companyName}}",
      body: `# Foi você?

Notamos algo novo na sua conta em {{companyName}}:

- **{{what}}**
- Onde: {{where}}
- Quando: {{when}}

Se foi você, não precisa fazer nada. Se não foi, encerre essa sessão agora:

[Revisar a minha conta]({{url}})`,
    },
    whatsapp: {
      body: "Aviso de {{companyName}}: {{what}} ({{where}}, {{when}}). Não foi você? Revise a sua conta: {{url}}",
    },
  },
  "site.signUpCode": {
    email: {
      subject: "{{code}} é o seu código para criar a sua empresa",
      body: `# Confirme o seu e-mail

{{code}}

Digite-o para continuar criando a sua empresa. Expira em {{minutes}} minutos. Se não foi você, ignore esta mensagem.`,
    },
  },
  "site.welcome": {
    email: {
      subject: "{{companyName}} já está no ar",
      body: `# {{companyName}} já está no ar

O seu espaço de trabalho está pronto. Estes são bons primeiros passos:

- Envie o seu logo e escolha as suas cores
- Convide a sua equipe
- Traga os seus clientes de um arquivo

[Abrir {{companyName}}]({{url}})`,
    },
  },
  "tenants.limitWarning": {
    email: {
      subject: "{{resourceName}}: você está em {{percent}}% do seu plano",
      body: `# {{resourceName}}: {{percent}}% do seu plano

{{companyName}} usa **{{used}} de {{maximum}}**. Ao chegar ao limite não será possível adicionar mais; o que você já tem continua funcionando.

[Ver uso e limites]({{url}})`,
    },
  },
  "hub.endpointDisabled": {
    email: {
      subject: "Um webhook foi desativado",
      body: `# Um webhook foi desativado

Deixamos de enviar eventos para **{{host}}** porque não respondeu bem durante dias ou pediu para não receber mais.

Corrija o servidor, reative o webhook e reenvie o que falhou: nada se perdeu.

[Abrir webhooks]({{url}})`,
    },
  },
  ...billingPt,
  ...documentsPt,
  "crm.welcomeLetter": {
    pdf: {
      title: "Boas-vindas, {{name}}",
      body: `Obrigado por escolher {{companyName}}. O seu número de cliente é **{{number}}**.

# A sua conta on-line

No seu portal você pode ver os seus dados e falar conosco, a qualquer hora e sem senha: pede um código, digita e entra.

- Abra o endereço abaixo ou leia o código QR com o seu telefone
- Digite o seu e-mail ou o seu telefone
- Digite o código que enviamos

[Entrar no portal]({{url}})

Guarde esta carta. Se algo não funcionar, escreva para nós: estamos aqui para ajudar.`,
    },
  },
  "documents.letterhead": {
    pdf: {
      header: "{{legalName}}",
      footer: "{{address}} · {{phone}} · {{supportEmail}}",
    },
  },
};
