/** The environment of a function: its own variables with local host names, and what Lambda adds. */

import type { Addresses } from '../addresses.ts';
import { accessKeyOf } from '../gateway/identity.ts';
import type { Localise } from '../part.ts';
import type { LambdaFunction } from './definition.ts';

/** Nothing of the machine's own environment is seen by a function but the path. */
export function variablesOf(
  definition: LambdaFunction,
  region: string,
  addresses: Addresses,
  localise: Localise,
): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    LAMBDA_TASK_ROOT: definition.folder,
    _HANDLER: definition.handler,
    AWS_ACCESS_KEY_ID: accessKeyOf(definition.arn),
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: addresses.gateway,
    // An SDK without region file or metadata service to ask starts faster.
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    ...localise(definition.variables),
  };
}
