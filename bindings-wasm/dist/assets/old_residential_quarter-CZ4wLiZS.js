var e=`名称,街道,生活街区需更新
建设路片区,西坝街办,1
南湖片区,云集街办,1
`;export{e as default};