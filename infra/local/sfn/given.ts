/** What a caller may hand to the Step Functions API. */

export const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Names that the service takes: no blanks, brackets, wildcards, quotes, control characters and the like. */
export const nameAllowed = (name: string): boolean =>
  name.length >= 1 && name.length <= 80 && !/[\s\p{Cc}<>{}[\]?*"#%\\^|~`$&,;:/]/u.test(name);
