import { Duration } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './parts/acknowledge.ts';
import { keptData } from './parts/keeping.ts';
import { contentSecurityPolicy } from './parts/contentSecurityPolicy.ts';
import type { Settings } from './settings.ts';

/** A path without a dot is a page of the app, which routes by itself; anything else is a file. */
const pagesToApp = `
function handler(event) {
  var request = event.request;
  if (!/\\.[^/]*$/.test(request.uri)) request.uri = '/index.html';
  return request;
}`.trim();

export interface SiteProps {
  readonly settings: Settings;
  /** Host of the HTTP API, served under `/api/`. */
  readonly apiHost: string;
  /** Other origins that pages talk to: sign-in and uploads. */
  readonly connectTo: readonly string[];
  readonly accessLogs: IBucket;
}

/** The single-page app and the API under one name, so that a browser never leaves its origin. */
export class Site extends Construct {
  readonly bucket: Bucket;
  readonly distribution: cloudfront.Distribution;
  readonly url: string;

  constructor(scope: Construct, id: string, { settings, apiHost, connectTo, accessLogs }: SiteProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: keptData(settings),
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'site/',
    });
    const common = {
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: this.#securityHeaders(connectTo),
      compress: true,
    };
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: 'Guichet',
      defaultRootObject: 'index.html',
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      priceClass: cloudfront.PriceClass.PRICE_CLASS_100,
      logBucket: accessLogs,
      logFilePrefix: 'cloudfront/',
      ...this.#named(settings),
      defaultBehavior: {
        ...common,
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket),
        cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
        functionAssociations: [{ eventType: cloudfront.FunctionEventType.VIEWER_REQUEST, function: this.#pages() }],
      },
      additionalBehaviors: {
        '/api/*': {
          ...common,
          origin: new HttpOrigin(apiHost, {
            protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
            originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
          }),
          allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
          cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
          // API Gateway answers to its own host name only.
          originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
      },
    });
    acknowledge(this.distribution, {
      CFR1: 'Teachers and presenters write from wherever they are.',
      CFR2: 'Every route but the description of the API wants a token, and the API throttles.',
      ...(settings.siteDomain === undefined && {
        CFR4: "CloudFront's own certificate fixes its own minimum; a stage with a name of its own asks for TLS 1.2.",
      }),
    });
    this.url = `https://${settings.siteDomain ?? this.distribution.distributionDomainName}`;
  }

  #named({ siteDomain, siteCertificateArn }: Settings): Partial<cloudfront.DistributionProps> {
    if (siteDomain === undefined || siteCertificateArn === undefined) return {};
    return {
      domainNames: [siteDomain],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', siteCertificateArn),
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    };
  }

  /** Pages of the app are rewritten here and not by error pages, which would hide the API's own 403 and 404. */
  #pages(): cloudfront.Function {
    return new cloudfront.Function(this, 'Pages', {
      comment: 'Gives the app for every page of it',
      code: cloudfront.FunctionCode.fromInline(pagesToApp),
      runtime: cloudfront.FunctionRuntime.JS_2_0,
    });
  }

  #securityHeaders(connectTo: readonly string[]): cloudfront.ResponseHeadersPolicy {
    return new cloudfront.ResponseHeadersPolicy(this, 'Headers', {
      comment: 'Headers of every page and answer of Guichet',
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(connectTo), override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
        referrerPolicy: {
          referrerPolicy: cloudfront.HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
          override: true,
        },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
      },
    });
  }
}
