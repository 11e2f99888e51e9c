import { Stack } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { CfnPrincipalPermissions } from 'aws-cdk-lib/aws-lakeformation';
import { Construct } from 'constructs';
import { invalid, words } from '../../private/invalid';
import { shortHash } from '../../private/names';
import { readableJson } from '../../private/readable';

export interface LakeFormationAccessProps {
  readonly databaseName: string;
  readonly tableNames: string[];
}

/** Lets principals see the database and read the tables where Lake Formation controls access, in addition to what IAM allows. */
export class LakeFormationAccess extends Construct {
  private readonly props: LakeFormationAccessProps;

  constructor(scope: Construct, id: string, props: LakeFormationAccessProps) {
    super(scope, id);
    this.props = props;
  }

  public grant(grantee: IGrantable): void {
    const catalogId = Stack.of(this).account;
    const { databaseName, tableNames } = this.props;
    const principal = this.principalOf(grantee);
    this.permit('Database', principal, ['DESCRIBE'], { database: { catalogId, name: databaseName } });
    for (const name of tableNames) {
      this.permit(name, principal, ['DESCRIBE', 'SELECT'], { table: { catalogId, databaseName, name } });
    }
  }

  private permit(
    what: string, dataLakePrincipalIdentifier: string, permissions: string[], resource: CfnPrincipalPermissions.ResourceProperty,
  ): void {
    // The id follows the principal, so that neither the order of grants nor a second grant to the same principal matters.
    const id = `${what}${shortHash(JSON.stringify(Stack.of(this).resolve(dataLakePrincipalIdentifier)))}`;
    if (this.node.tryFindChild(id)) return;
    new CfnPrincipalPermissions(this, id, {
      principal: { dataLakePrincipalIdentifier }, resource, permissions, permissionsWithGrantOption: [],
    });
  }

  private principalOf(grantee: IGrantable): string {
    const { principalJson } = grantee.grantPrincipal.policyFragment;
    if (principalJson.AWS?.length !== 1) {
      throw invalid('grantee', 'must be one IAM user or role because `lakeFormationEnabled` is set', words(readableJson(this, principalJson)), { scope: this });
    }
    return principalJson.AWS[0];
  }
}
