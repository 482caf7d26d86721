import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The CloudFormation resource a construct draws, for a property the construct itself does not offer. */
export function drawnAs<Drawn extends CfnResource>(
  construct: IConstruct,
  type: abstract new (...args: never) => Drawn,
): Drawn {
  const drawn = construct.node.defaultChild;
  if (!(drawn instanceof type)) throw new Error(`${construct.node.path} is not drawn as ${type.name}`);
  return drawn;
}
