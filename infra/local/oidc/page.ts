import type { Person } from './person.ts';

/** The sign-in page of the local stack: one button a person, no password. */

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const safe = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

const groupLabels: Readonly<Record<string, string>> = {
  agents: 'agent',
  coordinators: 'coordination',
  managers: 'gestion',
  admins: 'administration',
  'techno-pedagogues': 'Techno-pédagogues',
  technologues: 'Technologues',
};

const described = (person: Person): string => {
  const groups = person.groups.map((group) => groupLabels[group] ?? group);
  return [...(groups.length > 0 ? groups : ['personne requérante']), ...person.departments].join(' · ');
};

const style = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  body { margin: 0 auto; padding: 2rem 1rem; max-width: 40rem; }
  ul { list-style: none; padding: 0; display: grid; gap: 0.5rem; }
  button { width: 100%; min-height: 3rem; padding: 0.5rem 1rem; text-align: left; font: inherit; cursor: pointer; }
  button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
  strong, small { display: block; }
`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="fr-CA">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${safe(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

/** A form with a button per person; pressing one signs in as that person. */
export const signInPage = (people: readonly Person[], action: string): string =>
  page(
    'Se connecter – Guichet local',
    `<h1>Se connecter</h1>
<p>Cette installation locale n’a pas de mot de passe. Choisissez la personne au nom de qui travailler.</p>
<form method="post" action="${safe(action)}">
<ul>
${people
  .map(
    (person) =>
      `<li><button name="person" value="${safe(person.username)}"><strong>${safe(person.name)}</strong>` +
      `<small>${safe(described(person))} · ${safe(person.email)}</small></button></li>`,
  )
  .join('\n')}
</ul>
</form>`,
  );

/** Said when a sign-in cannot go on, with what to do about it. */
export const troublePage = (reason: string): string =>
  page(
    'Connexion impossible – Guichet local',
    `<h1>Connexion impossible</h1>
<p>${safe(reason)}</p>
<p>Revenez à l’application et recommencez la connexion.</p>`,
  );
