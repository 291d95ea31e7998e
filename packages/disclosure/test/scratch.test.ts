import { test } from "vitest";
import { seededRandom } from "@plait/study";
import { release } from "../src/index.ts";
import { column, at, people, policy, result, row, under, withMargins } from "./made-up-results.ts";
import type { Result, Sum } from "@plait/study";
test("perf", () => {
  const r = seededRandom("x");
  for (const n of [2,3,4,6]) for (const rep of [0,1]) {
    const N=n+1, idx=(x:number,y:number,z:number)=>(x*N+y)*N+z;
    const v=new Array(N*N*N).fill(0); const sums: Sum[]=[];
    for(let x=0;x<n;x++)for(let y=0;y<n;y++)for(let z=0;z<n;z++) v[idx(x,y,z)]=r.next()<0.3? r.integer(10): 10+r.integer(40);
    for(let x=0;x<n;x++)for(let y=0;y<n;y++){let s=0;for(let z=0;z<n;z++)s+=v[idx(x,y,z)];v[idx(x,y,n)]=s}
    for(let x=0;x<n;x++)for(let z=0;z<N;z++){let s=0;for(let y=0;y<n;y++)s+=v[idx(x,y,z)];v[idx(x,n,z)]=s}
    for(let y=0;y<N;y++)for(let z=0;z<N;z++){let s=0;for(let x=0;x<n;x++)s+=v[idx(x,y,z)];v[idx(n,y,z)]=s}
    const R=[...Array(n).keys()];
    for(let a=0;a<N;a++)for(let b=0;b<N;b++){
      sums.push({total:at(idx(a,b,n)),parts:R.map(z=>at(idx(a,b,z)))});
      sums.push({total:at(idx(a,n,b)),parts:R.map(z=>at(idx(a,z,b)))});
      sums.push({total:at(idx(n,a,b)),parts:R.map(z=>at(idx(z,a,b)))});
    }
    for (const z of ["safe","disclosive"] as const) {
    const s = performance.now();
    const out = release([column(v.map((x:number)=>people(x)),{sums})], under(10,z)).value.results[0]!;
    console.log("cube", n, z, Math.round(performance.now()-s), JSON.stringify(out.disclosure.withheld), out.disclosure.checks.some(c=>c.includes("joined to")));
    }
  }
  // linked: 30 tables by site (8) x something (5), sharing site totals and grand total by name
  const sites=8;
  for (const rep of [1,2,3]) {
  const siteTotals=Array.from({length:sites},()=>100+r.integer(200));
  if (rep>1) siteTotals[3]=6;
  const inputs: Result[]=[];
  for(let t=0;t<30;t++){
    const cols=5;
    const body=siteTotals.map(T=>{const c=new Array(cols).fill(0);for(let i=0;i<T;i++)c[Math.floor(r.next()**2*cols)]++;return c;});
    const foot=Array.from({length:cols},(_,c)=>body.reduce((s,b)=>s+b[c],0));
    const tot=siteTotals.reduce((a,b)=>a+b,0);
    const rows=[...body.map((b,i)=>row("s"+i,[...b.map(x=>people(x)),people(siteTotals[i]!,"site"+i)])), row("all",[...foot.map(x=>people(x)),people(tot,"everyone")])];
    const sums:Sum[]=[];
    for(let i=0;i<=sites;i++)sums.push({total:at(i,cols),parts:[...Array(cols).keys()].map(c=>at(i,c))});
    for(let c=0;c<=cols;c++)sums.push({total:at(sites,c),parts:[...Array(sites).keys()].map(i=>at(i,c))});
    inputs.push(result({id:"t"+t,rows,sums}));
  }
  const s = performance.now();
  const out = release(inputs, policy()).value.results;
  console.log("linked", Math.round(performance.now()-s), JSON.stringify(out.map(o=>o.disclosure.withheld).slice(0,3)), out.some(o=>o.disclosure.checks.some(c=>c.includes("joined to"))));
  }
});
