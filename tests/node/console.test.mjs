// The console page in a real browser.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import popCore from '@alicloud/pop-core';
import puppeteer from 'puppeteer-core';
import { startSandbox } from './sandbox.mjs';

const patience = 120_000;  // milliseconds, for a machine that has other things to do

let browser;
let sandbox;
before(async () => {
  sandbox = await startSandbox('--seed', '1');
  // A browser that runs as root must run without its own sandbox; it sees nothing but the page under test.
  browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--lang=en'], timeout: patience, protocolTimeout: patience,
  });
});
after(async () => {
  await browser?.close();
  await sandbox?.stop();
});
beforeEach(() => sandbox.control('POST', 'reset'));

function call(action, parameters) {
  const client = new popCore.RPCClient({
    accessKeyId: 'testid', accessKeySecret: 'testsecret', endpoint: sandbox.endpoint, apiVersion: '2018-07-09',
  });
  return client.request(action, parameters, { method: 'POST' });
}
const line = { IpAddress: '203.0.113.7', Port: 50123 };
const up = { ...line, BandId: 1000001, Direction: 'UP', TargetBandwidth: 20 };

async function orderAndStart() {
  await call('BandPrecheck', line);
  await call('BandOfferOrder', { BandId: 1000001, OfferId: 220980804008 });
  await call('BandStartSpeedUp', up);
  await assert.rejects(call('BandStartSpeedUp', up));
}

/**
 * Opens the console in a browser that remembers nothing, and does the work with it. Nothing may be complained of in the
 * browser's own console, but for what is expected; nothing may be asked of another host.
 */
async function withConsole(work, { width = 1280, height = 900, expected = [] } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const complaints = [];
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  const outside = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(sandbox.endpoint) && !request.url().startsWith('data:')) outside.push(request.url());
  });
  await page.setViewport({ width, height });
  await page.goto(sandbox.endpoint + '/_sandbox/console');
  await page.waitForFunction(() => document.querySelector('#china-time').textContent !== '');
  try {
    await work(page);
  } finally {
    await context.close();
  }
  assert.equal(complaints.length, expected.length, complaints.join('\n'));
  expected.forEach((pattern, index) => assert.match(complaints[index], pattern));
  assert.deepEqual(outside, []);
}

const textOf = (page, selector) => page.$eval(selector, (element) => element.textContent);
const waitForText = (page, selector, text) => page.waitForFunction(
  (where, what) => document.querySelector(where).textContent.includes(what), {}, selector, text);

for (const [device, size] of [['desktop', { width: 1280, height: 900 }], ['phone', { width: 375, height: 740 }]]) {
  test(`${device}: the page shows money, lines, orders, what runs, and the statistics of the month`, async () => {
    await orderAndStart();
    await withConsole(async (page) => {
      await waitForText(page, '#accounts', '99967.00');
      await waitForText(page, '#accounts', '33.00');
      await waitForText(page, '#lines', '203.0.113.7');
      await waitForText(page, '#orders', '33.00');
      await waitForText(page, '#home-rows', '1000001');
      await waitForText(page, '#days', '50.00%');
      await waitForText(page, '#detail-rows', '正在使用');
      assert.equal((await page.$$('#days tbody tr')).length, 9);  // 1 to 9 July
      assert.ok((await page.$$('#chart rect')).length >= 2);
    }, size);
  });

  test(`${device}: the statistics switch to the last month and to one's own span; one too long is refused`, async () => {
    await orderAndStart();
    await withConsole(async (page) => {
      await waitForText(page, '#statistics-total', '2018-07-01 – 2018-07-09: 2, 50.00%');
      await page.click('#last-month');
      await waitForText(page, '#statistics-total', '2018-06-01 – 2018-06-30: 0, 100.00%');
      assert.equal((await page.$$('#days tbody tr')).length, 30);
      await page.$eval('#span-from', (input) => { input.value = '2018-07-09'; });
      await page.$eval('#span-to', (input) => { input.value = '2018-08-08'; });
      await page.click('#query-span');
      await waitForText(page, '#statistics-total', '2018-07-09 – 2018-08-08: 2, 50.00%');
      assert.equal((await page.$$('#days tbody tr')).length, 31);
      await page.$eval('#span-to', (input) => { input.value = '2018-08-09'; });
      await page.click('#query-span');
      await waitForText(page, '#statistics-message', '31');
      await page.click('#this-month');
      await waitForText(page, '#statistics-total', '2018-07-01 – 2018-07-09');
      assert.equal(await textOf(page, '#statistics-message'), '');
    }, size);
  });

  test(`${device}: the detail list is downloaded as a file, in the language of the page`, async () => {
    await orderAndStart();
    const directory = await mkdtemp(path.join(tmpdir(), 'snsuapi-console-'));
    try {
      await withConsole(async (page) => {
        const session = await page.createCDPSession();
        const ended = new Promise((resolve) => {
          session.on('Browser.downloadProgress', (event) => { if (event.state === 'completed') resolve(); });
        });
        await session.send('Browser.setDownloadBehavior',
          { behavior: 'allow', downloadPath: directory, eventsEnabled: true, browserContextId: page.browserContext().id });
        await page.click('#language');
        await page.waitForFunction(() => document.querySelector('#download-csv').href.includes('language=zh'));
        await page.click('#download-csv');
        await ended;
      }, size);
      const [name] = await readdir(directory);
      assert.equal(name, 'speed-ups-2018-07-01-2018-07-09.csv');
      const csv = await readFile(path.join(directory, name), 'utf8');
      assert.match(csv, /提速日期,提速账号/);
      assert.match(csv, /2018-07-09,testid,上行加速,20,2018-07-09 08:00:00,成功/);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  test(`${device}: a fault that is armed fails a call, and the journal shows it as it comes`, async () => {
    await withConsole(async (page) => {
      await page.waitForSelector('#fault-parameter-code');
      await page.select('#fault-kind', 'code');
      await page.select('#fault-action', 'BandPrecheck');
      await page.$eval('#fault-parameter-code', (input) => { input.value = 'isv.BUSINESS_LIMIT_CONTROL'; });
      await page.click('#arm-fault');
      await waitForText(page, '#armed-rows', 'isv.BUSINESS_LIMIT_CONTROL');
      await assert.rejects(call('BandPrecheck', line), { code: 'isv.BUSINESS_LIMIT_CONTROL' });
      await waitForText(page, '#request-rows', 'isv.BUSINESS_LIMIT_CONTROL');
      await page.waitForFunction(() => !document.querySelector('#armed-rows').textContent.includes('code'));
      await call('BandPrecheck', line);
      await waitForText(page, '#request-rows summary', 'OK');
      assert.match(await textOf(page, '#request-rows details'), /Signature=\*\*\*/);

      await page.select('#fault-kind', 'close');
      await page.select('#fault-action', '');
      await page.$eval('#fault-times', (input) => { input.value = ''; });
      await page.click('#arm-fault');
      await waitForText(page, '#armed-rows', 'until cleared');
      await page.click('#clear-faults');
      await page.waitForFunction(() => !document.querySelector('#armed-rows').textContent.includes('close'));
    }, size);
  });

  test(`${device}: the page fits the width, and each control has a name`, async () => {
    await orderAndStart();
    await withConsole(async (page) => {
      await waitForText(page, '#days', '50.00%');
      await waitForText(page, '#home-rows', '1000001');
      const widest = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(widest <= size.width, `the page is ${widest} px wide`);
      const nameless = await page.$$eval('button, input, select, a', (controls) => controls
        .filter((control) => !(control.textContent.trim() || control.labels?.[0]?.textContent.trim()))
        .map((control) => control.id));
      assert.deepEqual(nameless, []);
    }, size);
  });
}

test('The clock is moved on the page: the month ends, and the books are settled', async () => {
  await orderAndStart();
  await withConsole(async (page) => {
    await waitForText(page, '#home-rows', '1000001');
    await page.click('#advance-4-hours');
    await waitForText(page, '#china-time', '2018-07-09 12:00:00');
    await page.waitForFunction(() => !document.querySelector('#home-rows').textContent.includes('1000001'));
    await page.click('#next-month');
    await waitForText(page, '#china-time', '2018-08-01 00:00:00');
    await page.waitForFunction(() => document.querySelector('#accounts tbody td:nth-child(4)').textContent === '33.00');
    await page.$eval('#clock-time', (input) => { input.value = '2018-07-09T00:00:00'; });
    await page.click('#set-clock');
    await waitForText(page, '#clock-message', 'can\'t go back');
  }, { expected: [/status of 409/] });  // the browser's own note of a refused request
});

test('What a caller sends is shown as text, whatever it is', async () => {
  const hostile = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
  await assert.rejects(call('BandPrecheck', { IpAddress: hostile, Port: 1 }));
  await withConsole(async (page) => {
    await waitForText(page, '#request-rows', hostile);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    assert.equal((await page.$$('img')).length, 0);
  });
});

test('The page is in Chinese or English, and remembers which', async () => {
  await withConsole(async (page) => {
    assert.equal(await textOf(page, '#statistics h2'), 'Business statistics');
    await page.click('#language');
    assert.equal(await textOf(page, '#statistics h2'), '业务统计');
    await waitForText(page, '#days', '加速成功率');
    await page.reload();
    await page.waitForFunction(() => document.querySelector('#china-time').textContent !== '');
    assert.equal(await textOf(page, '#statistics h2'), '业务统计');
    assert.equal(await page.$eval('html', (html) => html.lang), 'zh-CN');
    await page.click('#language');
  });
});

test('A sandbox that went away is told, and found again', async () => {
  const other = await startSandbox();
  const port = new URL(other.endpoint).port;
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(other.endpoint + '/_sandbox/console');
  await page.waitForFunction(() => document.querySelector('#china-time').textContent !== '');
  assert.equal(await page.$eval('#connection-lost', (banner) => banner.hidden), true);
  await other.stop();
  await page.waitForFunction(() => !document.querySelector('#connection-lost').hidden);
  const again = await startSandbox('--port', port);
  await page.waitForFunction(() => document.querySelector('#connection-lost').hidden);
  await page.close();
  await again.stop();
});
