import { checkPeer } from './peers';

/* Imported first by what needs it, so that it comes before anything that an older version does not have. */
checkPeer('aws-cdk-lib');
