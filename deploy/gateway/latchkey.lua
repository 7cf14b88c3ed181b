-- HAProxy asks forward-auth before it lets a request through, and passes it on with the JWT it gets.
local CLIENT = os.getenv("LATCHKEY_CLIENT")
local ADDRESS = "http://" .. os.getenv("TOKEN") .. "/v1/forward-auth"

local function refuse(txn, status, title, detail, header, value)
	local type = status == 401 and "not-authenticated" or status == 403 and "not-allowed" or "unavailable"
	local reply = txn:reply({status = status})
	reply:add_header("content-type", "application/problem+json")
	reply:add_header("cache-control", "no-store")
	if value ~= nil then
		reply:add_header(header, value)
	end
	reply:set_body('{"type":"urn:latchkey:problem:' .. type .. '","status":' .. status
		.. ',"title":"' .. title .. '","detail":"' .. detail .. '"}')
	txn:done(reply)
end

local function first(headers, name)
	return headers ~= nil and headers[name] ~= nil and headers[name][0] or nil
end

core.register_action("latchkey", {"http-req"}, function(txn)
	local headers = {["latchkey-client"] = {CLIENT}, ["x-forwarded-for"] = {txn.sf:src()}}
	local caller = first(txn.http:req_get_headers(), "authorization")
	if caller ~= nil then
		headers["authorization"] = {caller}
	end
	local answer = core.httpclient():get({url = ADDRESS, headers = headers, timeout = 3000})
	local status = answer ~= nil and answer.status or 0
	local jwt = answer ~= nil and first(answer.headers, "authorization")
	if status == 200 and jwt then
		txn.http:req_set_header("authorization", jwt)
	elseif status == 401 then
		refuse(txn, 401, "Not authenticated", "This token is no good, or there is none.",
			"www-authenticate", first(answer.headers, "www-authenticate"))
	elseif status == 403 then
		refuse(txn, 403, "Not allowed", "This token may not do this.",
			"www-authenticate", first(answer.headers, "www-authenticate"))
	else
		-- Nobody passes on doubt.
		refuse(txn, 503, "Temporarily unavailable", "It cannot be said just now whether this is allowed.",
			"retry-after", "1")
	end
end, 0)
