import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readSettings } from '#infra/settings.ts';
import { production } from './drawn.ts';

const read = (context: Readonly<Record<string, unknown>>) => readSettings(new App({ context }).node);

describe('settings', () => {
  it('take lists as text with commas, which is all the command line can give', () => {
    const given = {
      stage: 'trial',
      mailSender: 'guichet@example.org',
      extraOrigins: 'http://localhost:1, http://localhost:2',
    };
    expect(read(given)).toMatchObject({
      production: false,
      extraOrigins: ['http://localhost:1', 'http://localhost:2'],
    });
  });

  it('know production by its name', () => {
    expect(read(production).production).toBe(true);
  });

  it.each([
    ['an alarm nobody hears', { ...production, alarmEmail: undefined }, 'alarmEmail'],
    ['the address of an example', { ...production, mailSender: 'guichet@example.org' }, 'mailSender'],
    ['a domain without certificate', { ...production, siteCertificateArn: undefined }, 'siteDomain'],
    ['a stage that no resource could be named after', { ...production, stage: 'Ma prod' }, 'stage'],
    ['no sender', { stage: 'trial' }, 'mailSender'],
  ])('refuse %s, by name', (_, context, name) => {
    expect(() => read(context)).toThrow(name);
  });
});
