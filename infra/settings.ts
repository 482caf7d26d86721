/** What an operator chooses at each deployment, read from the CDK context (`cdk.json`, `-c name=value`). */
import type { Node } from 'constructs';
import * as z from 'zod';

/** `-c` gives text only, so a list may come as text with commas. */
const list = z.preprocess(
  (given) => (typeof given === 'string' ? given.split(',').filter((each) => each.trim() !== '') : given),
  z.array(z.string().trim()),
);

const schema = z
  .object({
    /** `production`, or any other name: each stage is a stack of its own beside the others. */
    stage: z.string().regex(/^[a-z][a-z0-9-]{1,19}$/, 'is a short name in lower case'),
    /** Address mail is sent from; Amazon SES asks its owner to confirm it. */
    mailSender: z.email(),
    /** Where alarms are sent. */
    alarmEmail: z.email().optional(),
    /** Name of the site, with the ARN of its certificate in us-east-1; without, CloudFront's own name serves. */
    siteDomain: z.string().optional(),
    siteCertificateArn: z.string().startsWith('arn:').optional(),
    /** Other origins that people sign in from, such as a developer's own machine. */
    extraOrigins: list.default([]),
    /** Address of the university's SAML metadata; without, people sign in with accounts of the pool itself. */
    samlMetadataUrl: z.url().optional(),
  })
  .refine(({ siteDomain, siteCertificateArn }) => (siteDomain === undefined) === (siteCertificateArn === undefined), {
    message: 'goes with siteCertificateArn',
    path: ['siteDomain'],
  })
  .refine(({ stage, alarmEmail }) => stage !== 'production' || alarmEmail !== undefined, {
    message: 'production needs somebody to wake',
    path: ['alarmEmail'],
  })
  .refine(({ stage, mailSender }) => stage !== 'production' || !mailSender.endsWith('@example.org'), {
    message: 'production needs an address of its own',
    path: ['mailSender'],
  });

export type Settings = z.infer<typeof schema> & {
  /** Whether data must outlive the stack. */
  readonly production: boolean;
};

/** Reads the settings; whatever is missing or odd is named, all at once. */
export function readSettings(node: Node): Settings {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, node.tryGetContext(name) as unknown]),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new Error(`The CDK context cannot be used:\n${z.prettifyError(parsed.error)}`);
  return { ...parsed.data, production: parsed.data.stage === 'production' };
}
