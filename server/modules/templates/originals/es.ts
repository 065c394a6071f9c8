import { billingEs } from "./billing/es";
import { documentsEs } from "./documents/es";
import type { Originals } from "../rules/content";

/** The words in code, in Spanish. A tenant that writes none of its own sends these. */
export const es: Originals = {
  "auth.invitation": {
    email: {
      subject: "{{inviterName}} te invita a {{companyName}}",
      body: `# Te damos la bienvenida a {{companyName}}

{{inviterName}} te invita a trabajar en {{companyName}} como **{{roleName}}**.

[Aceptar la invitación]({{url}})

Si no esperabas esta invitación, ignora este mensaje: nadie entra con tu correo sin este enlace.`,
    },
    whatsapp: {
      body: "{{inviterName}} te invita a trabajar en {{companyName}} como {{roleName}}. Acepta aquí: {{url}}",
    },
  },
  "auth.passwordReset": {
    email: {
      subject: "Crea una contraseña nueva para {{companyName}}",
      body: `# Crea una contraseña nueva

Recibimos una solicitud para cambiar tu contraseña en {{companyName}}.

[Elegir contraseña nueva]({{url}})

El enlace sirve una sola vez y por poco tiempo. Si no fuiste tú, no hagas nada: tu contraseña sigue igual.`,
    },
  },
  "auth.passwordChanged": {
    email: {
      subject: "Tu contraseña de {{companyName}} cambió",
      body: `# Tu contraseña cambió

La contraseña de tu cuenta en {{companyName}} acaba de cambiar y cerramos tus otras sesiones.

Si no fuiste tú, avisa de inmediato a quien administra {{companyName}}.`,
    },
  },
  "auth.signInCode": {
    email: {
      subject: "{{code}} es tu código para {{companyName}}",
      body: `# Tu código de acceso

{{code}}

Escríbelo en la página de {{companyName}} donde lo pediste. Vence en {{minutes}} minutos y sirve una sola vez.

No lo compartas: nadie de {{companyName}} te lo pedirá. Si no lo pediste, ignora este mensaje.`,
    },
    whatsapp: {
      body: "{{code}} es tu código para entrar a {{companyName}}. Vence en {{minutes}} minutos. No lo compartas con nadie.",
    },
  },
  "auth.magicLink": {
    email: {
      subject: "Entra a {{companyName}}",
      body: `# Entra a tu cuenta

[Entrar a {{companyName}}]({{url}})

O escribe este código en la página donde lo pediste:

{{code}}

Vencen en {{minutes}} minutos y sirven una sola vez. Si no lo pediste, ignora este mensaje.`,
    },
    whatsapp: {
      body: "Entra a {{companyName}} con este enlace: {{url}} o con el código {{code}}. Vencen en {{minutes}} minutos.",
    },
  },
  "auth.securityAlert": {
    email: {
      subject: "Aviso de seguridad de tu cuenta en {{companyName}}",
      body: `# ¿Fuiste tú?

Notamos algo nuevo en tu cuenta de {{companyName}}:

- **{{what}}**
- Dónde: {{where}}
- Cuándo: {{when}}

Si fuiste tú, no tienes que hacer nada. Si no, cierra esa sesión ahora:

[Revisar mi cuenta]({{url}})`,
    },
    whatsapp: {
      body: "Aviso de {{companyName}}: {{what}} ({{where}}, {{when}}). ¿No fuiste tú? Revisa tu cuenta: {{url}}",
    },
  },
  "site.signUpCode": {
    email: {
      subject: "{{code}} es tu código para crear tu empresa",
      body: `# Confirma tu correo

{{code}}

Escríbelo para seguir creando tu empresa. Vence en {{minutes}} minutos. Si no fuiste tú, ignora este mensaje.`,
    },
  },
  "site.welcome": {
    email: {
      subject: "{{companyName}} ya está en marcha",
      body: `# {{companyName}} ya está en marcha

Tu espacio de trabajo está listo. Estos son buenos primeros pasos:

- Sube tu logo y elige tus colores
- Invita a tu equipo
- Trae a tus clientes desde un archivo

[Abrir {{companyName}}]({{url}})`,
    },
  },
  "tenants.limitWarning": {
    email: {
      subject: "{{resourceName}}: vas en el {{percent}} % de tu plan",
      body: `# {{resourceName}}: {{percent}} % de tu plan

{{companyName}} usa **{{used}} de {{maximum}}**. Al llegar al límite no podrás agregar más; lo que ya tienes sigue funcionando.

[Ver uso y límites]({{url}})`,
    },
  },
  "hub.endpointDisabled": {
    email: {
      subject: "Un webhook fue desactivado",
      body: `# Un webhook fue desactivado

Dejamos de enviar eventos a **{{host}}** porque no respondió bien durante días o pidió no recibir más.

Corrige el servidor, reactiva el webhook y reenvía lo que falló: nada se ha perdido.

[Abrir webhooks]({{url}})`,
    },
  },
  ...billingEs,
  ...documentsEs,
  "crm.welcomeLetter": {
    pdf: {
      title: "Te damos la bienvenida, {{name}}",
      body: `Gracias por elegir {{companyName}}. Tu número de cliente es **{{number}}**.

# Tu cuenta en línea

En tu portal puedes ver tus datos y hablar con nosotros, a cualquier hora y sin contraseña: pides un código, lo escribes y estás dentro.

- Abre la dirección de abajo o escanea el código QR con tu teléfono
- Escribe tu correo o tu teléfono
- Escribe el código que te enviamos

[Entrar al portal]({{url}})

Guarda esta carta. Si algo no funciona, escríbenos: estamos para ayudarte.`,
    },
  },
  "documents.letterhead": {
    pdf: {
      header: "{{legalName}}",
      footer: "{{address}} · {{phone}} · {{supportEmail}}",
    },
  },
};
