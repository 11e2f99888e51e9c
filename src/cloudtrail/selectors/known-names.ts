/*
 * Names that AWS extends all the time: a name that is not here may be new, so nothing is refused because of it.
 */

/**
 * Resource types that have data events, by service.
 *
 * Read 2026-11-26 in a copy of the table of the CloudTrail user guide.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-events.html#cloudtrail-data-events
 */
const TYPES_OF_SERVICES: Readonly<Record<string, string>> = {
  AgentAccessMCP: 'Tools',
  AgentRegistry: 'Registry',
  AIDevOps: 'AgentSpace Association OperatorAppTeam PipelineMetadata Service',
  AIOps: 'InvestigationGroup',
  AOSS: 'Collection',
  AppConfig: 'Configuration',
  ApplicationSignals: 'InstrumentationConfig',
  AppSync: 'GraphQLApi',
  AWSExternalAnthropic: 'Workspace',
  B2BI: 'Transformer',
  Backup: 'BackupAccessPoint SearchJob',
  Bedrock: 'AdvancedOptimizePromptJob AgentAlias AsyncInvoke AutomatedReasoningPolicy AutomatedReasoningPolicyVersion Blueprint '
    + 'DataAutomationInvocation '
    + 'DataAutomationProfile DataAutomationProject FlowAlias FlowExecution Guardrail InlineAgent KnowledgeBase '
    + 'Model PromptVersion Session Tool',
  BedrockAgentCore: 'ABTest APIKeyCredentialProvider BatchEvaluate Browser BrowserCustom BrowserProfile CapacityProvider CodeInterpreter '
    + 'CodeInterpreterCustom Evaluator Gateway Memory OAuth2CredentialProvider Payments Policy PolicyEngine '
    + 'Recommendation Registry Runtime RuntimeEndpoint TokenVault WorkloadIdentity WorkloadIdentityDirectory',
  BedrockMantle: 'Project',
  BedrockWebSearch: 'Tool',
  Cassandra: 'Stream Table',
  CertificateManager: 'AcmeEndpoint',
  ClinicalTrialsTech: 'Codelist Dataset Execution Instance Mapping Schedule Study',
  CloudFront: 'KeyValueStore',
  CloudOptimization: 'Profile Recommendation',
  CloudTrail: 'Channel',
  CloudWatch: 'Dataset IngestionEndpoint Metric',
  CodeGuruProfiler: 'ProfilingGroup',
  CodeWhisperer: 'Customization Profile',
  Cognito: 'IdentityPool',
  DataExchange: 'Asset',
  Deadline: 'Fleet Job Queue Worker',
  DiodeAlerting: 'LinkedAlert',
  DSQL: 'Cluster',
  DynamoDB: 'Stream Table',
  EC2: 'InstanceConnectEndpoint Snapshot',
  ECS: 'ContainerInstance',
  EKS: 'Dashboard',
  EMRWAL: 'Workspace',
  Events: 'Endpoint EventBus EventSource Rule',
  FinSpace: 'Environment',
  FSx: 'Volume',
  GameLiftStreams: 'Application StreamGroup',
  GeoMaps: 'Provider',
  GeoPlaces: 'Provider',
  GeoRoutes: 'Provider',
  Glue: 'Table',
  GreengrassV2: 'ComponentVersion Deployment',
  GuardDuty: 'Detector MalwareScan',
  HealthAgent: 'Domain Integration PatientInsightsJob Session Subscription',
  HealthLake: 'DataTransformationProfile',
  IoT: 'Certificate Thing Tunnel',
  IoTSiteWise: 'Asset Dataset Pipeline TimeSeries Workspace',
  IoTTwinMaker: 'Entity Workspace',
  KendraRanking: 'ExecutionPlan',
  Kinesis: 'Stream StreamConsumer',
  KinesisFirehose: 'DeliveryStream',
  KinesisVideo: 'SignalingChannel Stream',
  Lambda: 'Function MicrovmImage',
  Lex: 'Bot BotAlias',
  Logs: 'LogGroupAuthorization ScheduledQuery',
  MachineLearning: 'MlModel',
  ManagedBlockchain: 'Network Node',
  ManagedBlockchainQuery: 'QueryAPI',
  MedicalImaging: 'Datastore Imageset',
  MWAA: 'Environment',
  NeptuneGraph: 'Graph',
  NetworkFlowMonitor: 'Monitor Scope',
  NovaAct: 'WorkflowDefinition WorkflowRun',
  One: 'UKey User',
  PaymentCryptography: 'Alias Key',
  PCAConnectorAD: 'Connector',
  PCAConnectorSCEP: 'Connector',
  Pinpoint: 'App',
  QApps: 'QApp QAppSession',
  QBusiness: 'Application DataSource Index Integration WebExperience',
  QDeveloper: 'Integration',
  Quicksight: 'ActionConnector',
  QuickSight: 'App Automation AutomationJob Extension ExtensionAccess Flow FlowSession Page Task',
  RDS: 'DBCluster',
  Redshift: 'Cluster',
  ResourceExplorer2: 'ManagedView View',
  RUM: 'AppMonitor',
  S3: 'AccessPoint Object',
  S3Express: 'AccessPoint Object',
  S3ObjectLambda: 'AccessPoint',
  S3Outposts: 'Object',
  S3Tables: 'Table TableBucket',
  S3Vectors: 'Index VectorBucket',
  SageMaker: 'Endpoint ExperimentTrialComponent FeatureGroup Hub Job MlflowApp MlflowTrackingServer TrainingSession',
  SCN: 'BusinessRule DataLakeException ExceptionInvestigation ExceptionRule Instance Metric MetricEvaluation Outcome OutcomeTemplate',
  SDB: 'Domain',
  ServiceDiscovery: 'Namespace Service',
  SES: 'ConfigurationSet EmailIdentity Template',
  Signer: 'SigningJob SigningProfile',
  SitewiseAssistant: 'Conversation',
  SMSVoice: 'CarrierLookup ConfigurationSet Message NotifyConfiguration OriginationIdentity',
  SNS: 'PlatformEndpoint Topic',
  SocialMessaging: 'PhoneNumberId WabaId',
  SQS: 'Queue',
  SSM: 'ExecutionPreview ManagedNode',
  SSMMessages: 'ControlChannel',
  StepFunctions: 'Activity StateMachine',
  SupportAccess: 'Tenant TrustingAccount TrustingRole',
  SWF: 'Domain',
  ThinClient: 'Device Environment',
  Timestream: 'Database RegionalEndpoint Table',
  Transform: 'AgentInstance Profile',
  TransformCustom: 'Campaign Conversation KnowledgeItem Package',
  UXC: 'AccountCustomization',
  VerifiedPermissions: 'PolicyStore',
  WellArchitected: 'AgentRecommendation',
  XRay: 'Trace',
};

export const DATA_RESOURCE_TYPES: readonly string[] = Object.entries(TYPES_OF_SERVICES)
  .flatMap(([service, names]) => names.split(' ').map((name) => `AWS::${service}::${name}`));

const sources = (names: string): readonly string[] => names.trim().split(/\s+/).map((name) => `${name}.amazonaws.com`);

/**
 * Event sources that have network activity events.
 *
 * Read 2026-11-26 in a copy of the values that the CloudTrail user guide lists as valid.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html
 */
export const NETWORK_ACTIVITY_SOURCES: readonly string[] = sources(`
  aco-automation appconfig application-signals appmesh athena b2bi backup-gateway bcm-data-exports bcm-pricing-calculator bedrock-agentcore bedrock
  billing cassandra ce cloudcontrolapi cloudformation cloudhsm cloudoptimization cloudtrail codedeploy comprehend comprehendmedical config ds
  dynamodb ec2 ecs elasticfilesystem elasticloadbalancing events firehose frauddetector freetier fsx glue healthlake invoicing iot iotfleetwise
  iotsecuredtunneling kms lakeformation lambda license-manager lookoutequipment lookoutvision monitoring nova-act personalize qbusiness rds
  rekognition rolesanywhere s3 sagemaker scheduler secretsmanager servicediscovery sns sqs ssm-contacts ssm storagegateway swf textract transcribe
  transcribestreaming transform-agents transform-custom transform translate user-subscriptions verifiedpermissions voiceid workmail
  workmailmessageflow
`);

/** Event sources of other services, which are spelled as they are meant to be. Some have network activity events by now. */
export const OTHER_SOURCES: readonly string[] = sources(`
  acm acm-pca airflow aoss apigateway application-autoscaling apprunner appstream appsync autoscaling backup batch cloud9 clouddirectory cloudfront
  codeartifact codebuild codecommit codeconnections codepipeline cognito-identity cognito-idp connect databrew datasync datazone dax deadline
  detective
  devicefarm dlm dms docdb-elastic drs dsql ebs ecr ecr-public eks elasticache elasticbeanstalk elasticmapreduce emr-containers emr-serverless
  entityresolution es fis forecast gamelift glacier grafana greengrass groundstation guardduty health iam identitystore imagebuilder inspector2
  internetmonitor iotanalytics iotevents iotsitewise iottwinmaker iotwireless ivs kafka kafkaconnect kendra kinesis kinesisanalytics kinesisvideo
  lex lightsail logs macie2 managedblockchain mediaconvert mediastore medicalimaging memorydb mgn mq neptune-graph network-firewall networkmanager
  omics opensearch organizations outposts payment-cryptography pi pinpoint pipes polly proton qldb quicksight ram rbin rds-data rdsdata redshift
  redshift-data redshift-serverless resiliencehub resource-explorer-2 robomaker route53 route53domains route53resolver rum s3-outposts s3express
  s3tables s3vectors savingsplans schemas securityhub securitylake serverlessrepo servicecatalog servicequotas ses shield signer signin simspaceweaver
  sms-voice snowball sso states sts support synthetics tagging timestream transfer vpc-lattice waf wafv2 wellarchitected wisdom workspaces xray
`);

/** Operations on items, which are the names of data events of these types. */
export const DATA_EVENT_NAMES: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::Object': [
    'AbortMultipartUpload', 'CompleteMultipartUpload', 'CopyObject', 'CreateMultipartUpload', 'DeleteObject', 'DeleteObjects',
    'DeleteObjectTagging', 'GetObject',
    'GetObjectAcl', 'GetObjectAttributes', 'GetObjectLegalHold', 'GetObjectRetention', 'GetObjectTagging', 'GetObjectTorrent', 'HeadBucket',
    'HeadObject',
    'ListMultipartUploads', 'ListObjects', 'ListObjectsV2', 'ListObjectVersions', 'ListParts', 'PostObject', 'PutObject', 'PutObjectAcl',
    'PutObjectLegalHold',
    'PutObjectRetention', 'PutObjectTagging', 'RenameObject', 'RestoreObject', 'SelectObjectContent', 'UpdateObjectEncryption', 'UploadPart',
    'UploadPartCopy',
  ],
  'AWS::DynamoDB::Table': [
    'BatchExecuteStatement', 'BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'ExecuteStatement', 'ExecuteTransaction', 'GetItem', 'GetRecords',
    'GetShardIterator',
    'PutItem', 'Query', 'Scan', 'TransactGetItems', 'TransactWriteItems', 'UpdateItem',
  ],
  'AWS::Lambda::Function': ['Invoke', 'InvokeAsync', 'InvokeWithResponseStream'],
};

/**
 * The types of events that a record names.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const EVENT_TYPES: readonly string[] = ['AwsApiCall', 'AwsServiceEvent', 'AwsConsoleAction', 'AwsConsoleSignIn', 'AwsVpceEvent'];
