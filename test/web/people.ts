/** People as the API tells a page who they are. */
const nobody = { id: 'p0', departments: [], groups: [] as readonly string[], roles: [] as readonly string[] };
const may = (see: boolean, send: boolean) => ({
  'desk.see': see,
  'import.send': send,
  'import.see': see || send,
  'request.list': true,
});

export const sophie = {
  ...nobody,
  id: 'sophie',
  name: 'Sophie Lamarre',
  email: 'sophie.lamarre@umontreal.example',
  roles: ['agents'],
  groups: ['techno-pedagogues'],
  may: may(true, false),
};
export const helene = {
  ...nobody,
  id: 'helene',
  name: 'Hélène Marchand',
  email: 'helene.marchand@umontreal.example',
  roles: ['agents', 'managers'],
  may: may(true, true),
};
export const chantal = {
  ...nobody,
  id: 'chantal',
  name: 'Chantal Vézina',
  email: 'chantal.vezina@umontreal.example',
  roles: ['coordinators'],
  departments: ['Pédiatrie'],
  may: may(false, true),
};
export const emilie = {
  ...nobody,
  id: 'emilie',
  name: 'Émilie Haddad',
  email: 'emilie.haddad@umontreal.example',
  may: may(false, false),
};
