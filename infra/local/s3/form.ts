/** A browser's POST upload: its form fields, and S3's checks of the signed policy against them. */

/** What a form upload says, its file measured and not copied. */
export interface UploadForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly fileSize: number;
  readonly fileName: string;
}

/** Reads multipart/form-data; fields after the file are ignored, as S3 does. */
export function readForm(body: Buffer, contentType: string): UploadForm | undefined {
  const boundary = /boundary="?([^";\s]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const delimiter = Buffer.from(`--${boundary}`);
  const fields: Record<string, string> = {};
  let at = body.indexOf(delimiter);
  while (at !== -1) {
    const start = at + delimiter.length + 2;
    const headEnd = body.indexOf('\r\n\r\n', start);
    if (headEnd === -1) return undefined;
    const head = body.subarray(start, headEnd).toString();
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    const end = body.indexOf(Buffer.from(`\r\n--${boundary}`), headEnd + 2);
    if (end === -1) return undefined;
    const value = body.subarray(headEnd + 4, Math.max(end, headEnd + 4));
    if (name === 'file') {
      return { fields, fileSize: value.length, fileName: /filename="([^"]*)"/.exec(head)?.[1] ?? '' };
    }
    fields[name.toLowerCase()] = value.toString();
    at = end + 2;
  }
  return undefined;
}

/** An S3 error: its code, sentence and HTTP status. */
export interface S3Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

function denied(condition: string): S3Refusal {
  return {
    status: 403,
    code: 'AccessDenied',
    message: `Invalid according to Policy: Policy Condition failed: ${condition}`,
  };
}

interface Policy {
  readonly expiration: string;
  readonly conditions: readonly unknown[];
}

function parsePolicy(encoded: string): Policy | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString());
    const { expiration, conditions } = Object(parsed) as Record<string, unknown>;
    return typeof expiration === 'string' && Array.isArray(conditions) ? { expiration, conditions } : undefined;
  } catch {
    return undefined;
  }
}

/** Fields that need no condition in the policy. */
const free = new Set(['policy', 'x-amz-signature', 'file', 'bucket']);

/** Why S3 would refuse the form, or undefined when its policy holds. */
export function policyRefusal({ fields, fileSize }: UploadForm, bucket: string, now: number): S3Refusal | undefined {
  const policy = parsePolicy(fields['policy'] ?? '');
  if (policy === undefined) {
    return { status: 400, code: 'InvalidPolicyDocument', message: 'Invalid Policy: Invalid JSON.' };
  }
  if (Date.parse(policy.expiration) <= now) {
    return { status: 403, code: 'AccessDenied', message: 'Invalid according to Policy: Policy expired.' };
  }
  const values: Readonly<Record<string, string>> = { ...fields, bucket };
  const covered = new Set<string>();
  for (const condition of policy.conditions) {
    const [[field, value] = []] = Array.isArray(condition) ? [] : Object.entries(condition ?? {});
    const list: readonly unknown[] = Array.isArray(condition) ? condition : ['eq', `$${field}`, value as unknown];
    const [operator, subject, expected] = [String(list[0]).toLowerCase(), String(list[1]), list[2]];
    if (operator === 'content-length-range') {
      const [least, most] = [Number(list[1]), Number(list[2])];
      if (fileSize < least)
        return entity('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
      if (fileSize > most) return entity('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
      continue;
    }
    const name = subject.replace(/^\$/, '').toLowerCase();
    covered.add(name);
    const actual = values[name] ?? '';
    const holds = operator === 'starts-with' ? actual.startsWith(String(expected)) : actual === String(expected);
    if (!holds) return denied(JSON.stringify(list));
  }
  const extra = Object.keys(fields).find(
    (name) => !free.has(name) && !name.startsWith('x-ignore-') && !covered.has(name),
  );
  return extra === undefined
    ? undefined
    : { status: 403, code: 'AccessDenied', message: `Invalid according to Policy: Extra input fields: ${extra}` };
}

function entity(code: string, message: string): S3Refusal {
  return { status: 400, code, message };
}
