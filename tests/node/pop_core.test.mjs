// The official Node.js client, which nobody here wrote, against the sandbox.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import popCore from '@alicloud/pop-core';
import { startSandbox } from './sandbox.mjs';

let sandbox;
before(async () => { sandbox = await startSandbox(); });
after(() => sandbox.stop());
beforeEach(() => sandbox.control('POST', 'reset'));

function clientOf(more = {}) {
  return new popCore.RPCClient({
    accessKeyId: 'testid', accessKeySecret: 'testsecret', endpoint: sandbox.endpoint, apiVersion: '2018-07-09', ...more,
  });
}

const line = { IpAddress: '203.0.113.7', Port: 50123 };

async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return error.code;
  }
  return 'not refused';
}

for (const method of ['GET', 'POST']) {
  const call = (action, parameters, client = clientOf()) => client.request(action, parameters, { method });

  test(`${method}: precheck, order, start, status, stop`, async () => {
    const precheck = await call('BandPrecheck', line);
    assert.equal(precheck.Code, 'OK');
    assert.match(precheck.RequestId, /^[0-9a-f-]{36}$/);
    const { BandId, BandOfferList, DownloadBandwidth } = precheck.ResultModule;
    assert.equal(BandId, 1000001);
    assert.equal(DownloadBandwidth, 50);
    const offer = BandOfferList.find((each) => each.Direction === 'DOWN' && each.Bandwidth === 200);
    const order = await call('BandOfferOrder', { BandId, OfferId: offer.OfferId });
    assert.equal(order.ResultModule.LxOrderId, 1);

    const speedUp = { ...line, BandId, Direction: 'DOWN' };
    assert.equal((await call('BandStartSpeedUp', { ...speedUp, TargetBandwidth: 200 })).ResultModule, true);
    assert.equal((await call('BandStatusQuery', { BandId })).ResultModule.DownloadTarget, 200);
    assert.equal((await call('BandStopSpeedUp', speedUp)).ResultModule, true);
    assert.equal(Object.keys((await call('BandStatusQuery', { BandId })).ResultModule).length, 0);
  });

  test(`${method}: a mobile speed-up is started, queried and stopped`, async () => {
    const CorrelationId = (await call('MobileStartSpeedUp', { Token: 'a token: 提速 *~!' })).ResultModule;
    assert.equal((await call('MobileStatusQuery', { CorrelationId })).ResultModule, true);
    assert.equal((await call('MobileStopSpeedUp', { CorrelationId })).ResultModule, true);
    assert.equal((await call('MobileStatusQuery', { CorrelationId })).ResultModule, false);
  });

  test(`${method}: the service's own refusals come with their codes`, async () => {
    assert.equal(await refusal(call('BandPrecheck', { IpAddress: '198.51.100.1', Port: 1 })),
      'isv.BAND_UNSURPOT_SPEEDUP');
    assert.equal(await refusal(call('BandOfferOrder', { BandId: 1000001, OfferId: 220980804008 })),
      'isv.BAND_CHECK_EXPIRE');
  });

  test(`${method}: a wrong secret, a replayed nonce, an unknown action and an unknown key are refused`, async () => {
    assert.equal(await refusal(call('BandPrecheck', line, clientOf({ accessKeySecret: 'wrong' }))),
      'SignatureDoesNotMatch');
    const once = { ...line, SignatureNonce: 'n-' + method };
    await call('BandPrecheck', once);
    assert.equal(await refusal(call('BandPrecheck', once)), 'SignatureNonceUsed');
    assert.equal(await refusal(call('BandOrder', line)), 'InvalidAction.NotFound');
    assert.equal(await refusal(call('BandPrecheck', line, clientOf({ accessKeyId: 'nobody' }))),
      'InvalidAccessKeyId.NotFound');
    assert.equal(await refusal(call('BandPrecheck', { ...line, Timestamp: '2018-07-09T08:00:00Z' })),
      'InvalidTimeStamp.Expired');
  });

  test(`${method}: a temporary key is good with its token`, async () => {
    const temporary = { accessKeyId: 'STS.testid', accessKeySecret: 'stssecret' };
    const answer = await call('BandPrecheck', line, clientOf({ ...temporary, securityToken: 'ststoken' }));
    assert.equal(answer.Code, 'OK');
    assert.equal(await refusal(call('BandPrecheck', line, clientOf(temporary))), 'MissingSecurityToken');
  });
}
